import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { FAILING, GREETING, WAITING } from './definitions';
import { expect, signIn, test } from './fixtures';

const THEMES = ['light', 'dark'] as const;
const WIDTHS = [360, 1440] as const;

/** What stands in somebody's way on a page, in each theme and width, without loading it anew. */
async function look(page: Page, place: string): Promise<string[]> {
  const found: string[] = [];
  for (const theme of THEMES) {
    for (const width of WIDTHS) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 800 });
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      const where = `${place}, ${theme}, ${width} px`;
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      found.push(...serious.map(({ id, nodes }) => `${where}: ${id} at ${nodes.map(({ html }) => html).join(' | ')}`));
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (sideways > 0) {
        found.push(`${where}: scrolls ${sideways} px sideways`);
      }
    }
  }
  return found;
}

test("nothing serious stands in anybody's way on any page: light and dark, narrow and wide", async ({
  page,
  server,
  tenant,
}) => {
  test.setTimeout(300_000);
  await tenant.publish('greeting', GREETING);
  await tenant.publish('failing', FAILING);
  await tenant.publish('waiting', WAITING);
  const failed = await tenant.start('failing');
  const waiting = await tenant.start('waiting');
  await tenant.awaitStatus(failed, 'faulted');
  await tenant.awaitStatus(waiting, 'waiting');
  const found: string[] = [];
  await page.goto(server.url);
  await page.getByRole('heading', { level: 1 }).waitFor();
  found.push(...(await look(page, 'sign in')));
  await signIn(page, server, await tenant.key('admin'));
  const places = [
    '/home',
    '/workflows',
    '/workflows/greeting',
    '/workflows/greeting?tab=definition',
    '/editor',
    '/editor/greeting',
    '/runs',
    `/runs/${failed}`,
    `/runs/${waiting}`,
    '/audit',
    '/settings/keys',
    '/settings/tenants',
    '/settings/limits',
    '/nowhere',
  ];
  for (const place of places) {
    await page.goto(`${server.url}/tenants/${tenant.name}${place}`);
    await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
    await expect(page.getByRole('status', { name: /^Loading/ })).toHaveCount(0);
    found.push(...(await look(page, place)));
  }
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').waitFor();
  found.push(...(await look(page, 'palette')));
  expect(found.join('\n')).toBe('');
});
