import { GREETING } from './definitions';
import { expect, signIn, test } from './fixtures';

test('a wrong key is explained and nothing is kept of it', async ({ page, server }) => {
  await page.goto(server.url);

  await page.getByLabel('API key').fill('mk_00000000_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa');
  await page.getByRole('button', { name: 'Sign in' }).click();

  await expect(page.getByRole('alert')).toContainText('This key is not known here');
  expect(await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]))).not.toContain('mk_');
});

test('whoever signs in sees the tenant and the role', async ({ page, server, tenant }) => {
  await signIn(page, server, await tenant.key('operator'));

  await expect(page.getByRole('banner')).toContainText(tenant.name);
  await expect(page.getByRole('banner')).toContainText('Operator');
});

test('the session is a cookie that no script and no other site can use', async ({ page, server, tenant }) => {
  await signIn(page, server, await tenant.key('viewer'));

  const cookie = (await page.context().cookies()).find(({ name }) => name === 'millrace-session');

  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
  expect(await page.evaluate(() => document.cookie)).toBe('');
});

test('a session outlives the page, and ends with signing out', async ({ editor, open, server, tenant }) => {
  await open('/home');
  await editor.reload();
  await expect(editor.getByRole('banner')).toContainText(tenant.name);

  await editor.getByRole('button', { name: 'Sign out' }).click();

  await expect(editor.getByRole('heading', { name: 'Sign in to Millrace' })).toBeVisible();
  expect((await editor.request.get(`${server.url}/v1/session`)).status()).toBe(401);
});

test('what a role may not do is absent or explained', async ({ page, server, tenant }) => {
  await tenant.publish('greeting', GREETING);
  await signIn(page, server, await tenant.key('viewer'));

  await page.goto(`${server.url}/tenants/${tenant.name}/workflows/greeting`);
  await expect(page.getByRole('heading', { name: 'greeting' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Start a run' })).toHaveCount(0);
  await page.goto(`${server.url}/tenants/${tenant.name}/settings/keys`);

  await expect(page.getByText('Keys are made and deleted by a key of role admin.')).toBeVisible();
});

test("another tenant's place is not there", async ({ editor, server }) => {
  await editor.goto(`${server.url}/tenants/default/workflows`);

  await expect(editor.getByRole('alert').first()).toContainText('It is not there');
});
