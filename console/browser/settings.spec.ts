import { expect, signIn, test } from './fixtures';

test('a new key is shown once and opens what its role may', async ({ page, server, tenant, open }) => {
  await signIn(page, server, await tenant.key('admin'));
  await open('/settings/keys');

  await page.getByRole('button', { name: 'New key' }).click();
  await page.getByLabel('Label').fill('CI of the shop');
  await page.getByLabel('Role').selectOption('viewer');
  await page.getByRole('button', { name: 'Make the key' }).click();
  const key = await page.getByLabel('Key', { exact: true }).inputValue();
  await page.getByRole('button', { name: 'I have kept it' }).click();

  await expect(page.getByRole('cell', { name: 'CI of the shop', exact: true })).toBeVisible();
  await expect(page.locator('body')).not.toContainText(key);
  const asked = await page.request.get(`${server.url}/v1/tenants/${tenant.name}/runs`, {
    headers: { 'X-Api-Key': key },
  });
  expect(asked.status()).toBe(200);
});

test('a deleted key opens nothing', async ({ page, server, tenant, open }) => {
  await signIn(page, server, await tenant.key('admin'));
  const doomed = await tenant.key('viewer');
  await open('/settings/keys');

  await page.getByRole('button', { name: 'Delete the key viewer of a test' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();

  await expect(page.getByRole('cell', { name: 'viewer of a test', exact: true })).toHaveCount(0);
  const asked = await page.request.get(`${server.url}/v1/session`, { headers: { 'X-Api-Key': doomed } });
  expect(asked.status()).toBe(401);
});

test('whoever owns the installation makes a tenant, and two cannot make the same', async ({ page, server, tenant }) => {
  await signIn(page, server, server.key);
  await page.goto(`${server.url}/tenants/default/settings/tenants`);
  await page.getByRole('button', { name: 'New tenant' }).click();
  await page.getByLabel('Name', { exact: true }).fill(tenant.name);
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('alert')).toContainText('Somebody changed it');

  await page.getByLabel('Name', { exact: true }).fill(`${tenant.name}-b`);
  await page.getByRole('button', { name: 'Create' }).click();

  await expect(page.getByRole('link', { name: `${tenant.name}-b` })).toBeVisible();
});

test('limits are shown in words', async ({ editor, open }) => {
  await open('/settings/limits');

  await expect(editor.getByRole('cell', { name: /Largest single value/ })).toBeVisible();
});
