import type { Locator, Page } from '@playwright/test';

const FARTHEST = 120;

/** Moves the focus with Tab, as somebody without a mouse does, until it is on an element. */
export async function tabTo(page: Page, goal: Locator): Promise<void> {
  await goal.waitFor();
  for (let steps = 0; steps < FARTHEST; steps++) {
    if (await goal.evaluate((element) => (element.getRootNode() as Document | ShadowRoot).activeElement === element)) {
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`${FARTHEST} times Tab did not lead to ${goal.toString()}.`);
}

/** Goes to an element with Tab and presses Enter. */
export async function enter(page: Page, goal: Locator): Promise<void> {
  await tabTo(page, goal);
  await page.keyboard.press('Enter');
}
