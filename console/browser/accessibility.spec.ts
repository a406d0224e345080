import AxeBuilder from '@axe-core/playwright';
import { FAILING, GREETING, WAITING } from './definitions';
import { expect, signIn, test } from './fixtures';

const THEMES = ['light', 'dark'] as const;
const WIDTHS = [360, 1440] as const;

for (const theme of THEMES) {
  for (const width of WIDTHS) {
    test(`nothing serious stands in anybody's way: ${theme}, ${width} px`, async ({ page, server, tenant }) => {
      test.setTimeout(120_000);
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 800 });
      await tenant.publish('greeting', GREETING);
      await tenant.publish('failing', FAILING);
      await tenant.publish('waiting', WAITING);
      const failed = await tenant.start('failing');
      const waiting = await tenant.start('waiting');
      await tenant.awaitStatus(failed, 'faulted');
      await tenant.awaitStatus(waiting, 'waiting');
      const found: string[] = [];
      const look = async (place: string) => {
        const { violations } = await new AxeBuilder({ page }).analyze();
        const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        found.push(
          ...serious.map(({ id, nodes }) => `${place}: ${id} at ${nodes.map(({ html }) => html).join(' | ')}`),
        );
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (sideways > 0) {
          found.push(`${place}: scrolls ${sideways} px sideways`);
        }
      };
      await page.goto(server.url);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await look('sign in');
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
        await page.waitForLoadState('load');
        await expect(page.getByRole('status', { name: /^Loading/ })).toHaveCount(0);
        await look(place);
      }
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').waitFor();
      await look('palette');
      expect(found.join('\n')).toBe('');
    });
  }
}
