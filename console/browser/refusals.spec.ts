import type { Page } from '@playwright/test';
import { GREETING } from './definitions';
import { expect, test } from './fixtures';

const SENTENCES: Record<number, RegExp> = {
  403: /Your key may not do this/,
  409: /It collides with something/,
  412: /Somebody changed it after you opened it/,
  413: /It is too large/,
  422: /Some of it is not right yet/,
  429: /Too many requests/,
  503: /The server is starting or a part of it is away/,
};

/** Lets the server refuse the start of a run, whatever it would say. */
async function refuse(page: Page, status: number) {
  await page.route('**/workflows/greeting/runs*', (route) =>
    route.fulfill({
      status,
      contentType: 'application/problem+json',
      headers: status === 429 ? { 'Retry-After': '7' } : {},
      body: JSON.stringify({
        type: 'about:blank',
        title: 'Refused',
        status,
        detail: 'Said by the server.',
        instance: '/',
      }),
    }),
  );
}

for (const [status, sentence] of Object.entries(SENTENCES)) {
  test(`${status} says what to do, and what was typed stays`, async ({ editor, tenant, open }) => {
    await tenant.publish('greeting', GREETING);
    await refuse(editor, Number(status));
    await open('/workflows/greeting');

    await editor.getByRole('button', { name: 'Start a run' }).click();
    await editor.getByLabel('Input (JSON)').fill('{"name": "Ada"}');
    await editor.getByRole('button', { name: 'Start', exact: true }).click();

    await expect(editor.getByRole('alert')).toContainText(sentence);
    await expect(editor.getByRole('alert')).toContainText('Said by the server.');
    await expect(editor.getByLabel('Input (JSON)')).toHaveValue('{"name": "Ada"}');
  });
}

test('a server that cannot be reached is said, and trying again works', async ({ editor, tenant, open }) => {
  await tenant.publish('greeting', GREETING);
  await open('/workflows/greeting');
  await editor.getByRole('button', { name: 'Start a run' }).click();
  await editor.context().setOffline(true);
  await editor.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(editor.getByRole('alert')).toContainText('The server cannot be reached');

  await editor.context().setOffline(false);
  await editor.getByRole('button', { name: 'Try again' }).click();

  await expect(editor).toHaveURL(/\/runs\//);
});

test('a session that ends asks for the key again, and what was typed stays', async ({ editor, tenant, open }) => {
  await tenant.publish('greeting', GREETING);
  await open('/workflows/greeting');
  await editor.getByRole('button', { name: 'Start a run' }).click();
  await editor.getByLabel('Input (JSON)').fill('{"name": "Ada"}');
  await editor.context().clearCookies();
  await editor.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(editor.getByRole('heading', { name: 'Sign in to Millrace' })).toBeVisible();

  await editor.getByLabel('API key').fill(await tenant.key('operator'));
  await editor.getByRole('button', { name: 'Sign in' }).click();

  await expect(editor.getByLabel('Input (JSON)')).toHaveValue('{"name": "Ada"}');
  await editor.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(editor).toHaveURL(/\/runs\//);
});
