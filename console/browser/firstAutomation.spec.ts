import { expect, test } from './fixtures';
import { GREETING } from './definitions';
import { enter, tabTo } from './keyboard';

test('by keyboard alone: sign in, write from a template, mend a mistake, publish, fire by webhook, watch', async ({
  page,
  server,
  tenant,
}) => {
  test.setTimeout(120_000);
  const problems = page.getByRole('region', { name: 'Problems' });

  await test.step('sign in', async () => {
    await page.goto(server.url);
    await tabTo(page, page.getByLabel('API key'));
    await page.keyboard.type(await tenant.key('editor'));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor();
  });

  await test.step('choose a template', async () => {
    await page.keyboard.press('n');
    await enter(page, page.getByRole('link', { name: /Go through a list/ }));
    await expect(problems).toContainText('No problems. The server would take it.');
    await expect(page.getByRole('group', { name: /^Each item/ })).toBeVisible();
  });

  await test.step('see a mistake explained, and mend it', async () => {
    await tabTo(page, page.getByRole('textbox', { name: 'Definition' }));
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('documnt: {}');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await expect(problems).toContainText('`documnt` is not a property of a definition');
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Delete');
    await expect(problems).toContainText('No problems. The server would take it.');
  });

  await test.step('publish', async () => {
    await page.keyboard.press('Escape');
    await enter(page, page.getByRole('button', { name: 'Publish', exact: true }));
    await enter(page, page.getByRole('dialog').getByRole('button', { name: /^Publish 0\.1\.0/ }));
    await expect(page).toHaveURL(/\/editor\/add-up$/);
  });

  const deliver = await tenant.webhook('add-up');
  await test.step('fire it by a signed webhook and watch it live', async () => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /Type a place/ }).waitFor();
    await page.keyboard.type('Runs');
    await page.keyboard.press('Enter');
    await page.getByText('Live', { exact: true }).waitFor();
    expect(await deliver({ items: [{ price: 3 }, { price: 5 }, { price: 8 }, { price: 13 }] })).toBe(202);
    const row = page.getByRole('row').filter({ hasText: 'add-up' });
    await expect(row).toContainText(/waiting|running/);
    await enter(page, row.getByRole('link', { name: /^add-up, run/ }));
    const timeline = page.getByRole('listbox', { name: 'Timeline' });
    await expect(timeline.getByRole('option', { name: /Add/ }).first()).toBeVisible();
    await expect(page.getByRole('banner').locator('..').getByText('completed').first()).toBeVisible();
    await expect(page.getByRole('region', { name: 'Whole run' })).toBeVisible();
  });
});

test('what is typed is there again after the page was closed', async ({ editor, open }) => {
  await open('/editor?template=hello');
  const text = editor.getByRole('textbox', { name: 'Definition' });
  await text.click();
  await editor.keyboard.press('Control+Home');
  await editor.keyboard.type('# Ask Ada first');
  await editor.keyboard.press('Escape');
  await editor.keyboard.press('Enter');

  await editor.reload();

  await expect(text).toContainText('# Ask Ada first');
  await expect(editor.getByText(/Your draft of/)).toBeVisible();
});

test('a draft is tried in place and does not go live', async ({ editor, tenant, open }) => {
  await open('/editor?template=hello');
  await editor.getByRole('button', { name: 'Try it' }).click();

  await editor.getByRole('region', { name: 'Try it' }).getByRole('button', { name: 'Start' }).click();

  await expect(editor.getByRole('region', { name: 'Try it' })).toContainText('completed');
  await expect(editor.getByRole('group', { name: 'Result' })).toContainText('Hello');
  const listed = (await tenant.send('GET', '/workflows')) as { items: unknown[] };
  expect(listed.items).toEqual([]);
});

test('whoever published behind my back is noticed, and my text stays', async ({ editor, tenant, open }) => {
  await tenant.publish('greeting', GREETING);
  await open('/editor/greeting');
  const text = editor.getByRole('textbox', { name: 'Definition' });
  await text.click();
  await editor.keyboard.press('Control+Home');
  await editor.keyboard.type('# mine');
  await editor.keyboard.press('Escape');
  await editor.keyboard.press('Enter');
  await tenant.publish('greeting', GREETING.replace('1.0.0', '1.0.9'));

  await editor.getByRole('button', { name: 'Publish', exact: true }).click();
  await editor
    .getByRole('dialog')
    .getByRole('button', { name: /^Publish / })
    .click();

  await expect(editor.getByRole('alert')).toContainText('Somebody changed it after you opened it');
  await editor.getByRole('button', { name: 'Load the newest and compare' }).click();
  await expect(text).toContainText('# mine');
});
