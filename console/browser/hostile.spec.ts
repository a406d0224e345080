import { GREETING } from './definitions';
import { expect, signIn, test } from './fixtures';

const MARKUP = '<img src=x onerror="window.broken=1"><script>window.broken=1</script>';
const TURNED = '\u202Egnp.exe\u202C';
const MEGABYTES_5 = 5_000_000;
const DEEP = 90;

test('hostile data is shown as text', async ({ page, server, tenant, open }) => {
  test.setTimeout(120_000);
  await tenant.publish('greeting', GREETING);
  const deep = `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`;
  const id = await tenant.start('greeting', { name: MARKUP, turned: TURNED, long: 'x'.repeat(MEGABYTES_5) });
  await tenant.awaitStatus(id, 'completed');
  const nested = ((await tenant.send('POST', '/workflows/greeting/runs', deep)) as { id: string }).id;
  await tenant.awaitStatus(nested, 'faulted').catch(() => tenant.awaitStatus(nested, 'completed'));
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => dialogs.push(dialog.message()));
  await signIn(page, server, await tenant.key('operator'));

  await open(`/runs/${id}`);
  await expect(page.getByText('onerror="window.broken=1"').first()).toBeVisible();
  await page.getByRole('tab', { name: 'Input' }).click();
  await expect(page.getByText(/of 5000000 characters/).first()).toBeVisible();
  await open(`/runs/${nested}`);
  await page.getByRole('tab', { name: 'Input' }).click();
  await expect(page.getByRole('group', { name: 'Input' })).toBeVisible();
  await open('/audit');
  await expect(page.getByRole('table', { name: 'Audit' })).toBeVisible();

  expect(await page.evaluate(() => 'broken' in window)).toBe(false);
  expect(dialogs).toEqual([]);
});
