import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAILING, GREETING, TICKING, WAITING } from './definitions';
import { expect, signIn, test } from './fixtures';
import { Tenant } from './tenant';

const IMAGES = join(import.meta.dirname, '../../docs/images');
const EXAMPLES = join(import.meta.dirname, '../../examples');

test('pictures for the README', async ({ page, server }) => {
  const tenant = await Tenant.create(server, 'shop');
  test.setTimeout(180_000);
  await page.setViewportSize({ width: 1280, height: 800 });
  for (const example of ['approval', 'delivery-dispatch', 'push-classifier']) {
    await tenant.publish(example, readFileSync(join(EXAMPLES, example, 'workflow.yaml'), 'utf8'));
  }
  await tenant.publish('greeting', GREETING);
  await tenant.publish('failing', FAILING);
  await tenant.publish('waiting', WAITING);
  await tenant.publish('ticking', TICKING);
  for (let index = 0; index < 30; index++) {
    await tenant.start('greeting', { name: `visitor ${index}` });
  }
  const failed = await tenant.start('failing', { article: 42 });
  await tenant.awaitStatus(await tenant.start('waiting'), 'waiting');
  const ticking = await tenant.start('ticking');
  await tenant.awaitStatus(failed, 'faulted');
  await signIn(page, server, await tenant.key('admin'));
  const take = async (name: string, place: string, ready: () => Promise<void>) => {
    await page.goto(`${server.url}/tenants/shop${place}`);
    await ready();
    await expect(page.getByRole('status', { name: /^Loading/ })).toHaveCount(0);
    await page.screenshot({ path: join(IMAGES, `${name}.png`), animations: 'disabled' });
  };
  await take('home', '/home', () => page.getByRole('heading', { name: 'Newest runs' }).waitFor());
  await take('workflows', '/workflows', () => page.getByRole('img', { name: 'Drawing of waiting' }).waitFor());
  await take('editor', '/editor/delivery-dispatch', async () => {
    await page.getByText('No problems. The server would take it.').waitFor();
    await page.getByRole('group', { name: /^Reserve, / }).waitFor();
  });
  await take('runs', '/runs', () => page.getByRole('row').filter({ hasText: 'failing' }).waitFor());
  await take('run', `/runs/${ticking}`, () =>
    page.getByRole('listbox', { name: 'Timeline' }).getByRole('option').nth(6).waitFor(),
  );
  await take('failed-run', `/runs/${failed}`, () => page.getByRole('group', { name: /^Refuse, / }).waitFor());
});
