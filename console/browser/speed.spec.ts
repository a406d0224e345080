import type { Page } from '@playwright/test';
import { GREETING, longWorkflow } from './definitions';
import { expect, signIn, test } from './fixtures';

const RUNS = 10_000;
const AT_ONCE = 50;
const STEPS = 2000;
const LONGEST_TASK_MS = 100;
const MOST_PASSES = 3;

/** Notes each time the page could not answer for more than 50 ms, from the beginning of each document. */
async function noteLongTasks(page: Page) {
  await page.addInitScript(() => {
    const found: number[] = [];
    Object.assign(window, { longTasks: found });
    new PerformanceObserver((list) => found.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
      buffered: true,
    });
  });
}

/**
 * The longest such time of the best of a few passes: what else the machine does makes a pass slower, and none faster
 * than the page is.
 */
async function longestTask(page: Page, pass: () => Promise<void>): Promise<number> {
  let best = Infinity;
  for (let passes = 0; passes < MOST_PASSES && best >= LONGEST_TASK_MS; passes++) {
    await pass();
    const longest = await page.evaluate(() => Math.max(0, ...(window as unknown as { longTasks: number[] }).longTasks));
    best = Math.min(best, longest);
  }
  return best;
}

test('the first page can be used within two seconds', async ({ page, server, tenant }) => {
  await signIn(page, server, await tenant.key('viewer'));
  const began = Date.now();

  await page.goto(`${server.url}/tenants/${tenant.name}/workflows`);
  await page.getByRole('heading', { name: 'No workflows yet' }).waitFor();

  expect(Date.now() - began).toBeLessThan(2000);
});

test('ten thousand runs scroll without a hitch', async ({ page, server, tenant, open }) => {
  test.setTimeout(240_000);
  await tenant.publish('greeting', GREETING);
  for (let started = 0; started < RUNS; started += AT_ONCE) {
    await Promise.all(
      Array.from({ length: AT_ONCE }, (_, index) => tenant.start('greeting', { name: started + index })),
    );
  }
  await noteLongTasks(page);
  await signIn(page, server, await tenant.key('viewer'));
  const table = page.getByRole('table', { name: 'Runs, newest first' });

  const longest = await longestTask(page, async () => {
    await open('/runs');
    await table.getByRole('row').nth(5).waitFor();
    await expect
      .poll(
        async () => {
          await page.getByRole('region', { name: 'Runs, newest first' }).evaluate((frame) => {
            frame.scrollTop = frame.scrollHeight;
          });
          return Number(await table.getAttribute('aria-rowcount'));
        },
        { timeout: 60_000, intervals: [20] },
      )
      .toBeGreaterThan(RUNS);
  });

  expect(longest).toBeLessThan(LONGEST_TASK_MS);
});

test('a run of two thousand steps opens without a hitch', async ({ page, server, tenant, open }) => {
  test.setTimeout(180_000);
  await tenant.publish('long', longWorkflow(STEPS));
  const id = await tenant.start('long');
  await tenant.awaitStatus(id, 'completed');
  await noteLongTasks(page);
  await signIn(page, server, await tenant.key('viewer'));

  const longest = await longestTask(page, async () => {
    await open(`/runs/${id}`);
    await expect(page.getByText('2,000 task attempts')).toBeVisible();
    await expect(page.getByRole('option', { name: /^Step ?0/ }).first()).toBeVisible();
    await expect(page.getByRole('group', { name: /^Step 0, / })).toBeVisible();
  });

  expect(longest).toBeLessThan(LONGEST_TASK_MS);
});
