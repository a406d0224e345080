import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';

const THREE = `document:
  dsl: 1.0.3
  namespace: shop
  name: three
  version: 1.0.0
do:
  # First of all.
  - wash:
      set:
        washed: true
  - dry:
      set:
        dried: true
  - fold:
      set:
        folded: true
`;

const textOf = (page: Page) => page.getByRole('textbox', { name: 'Definition' });
const block = (page: Page, name: string) => page.getByRole('group', { name: new RegExp(`^${name}, `) });

/** The tasks as they follow one another in the text. */
async function order(page: Page): Promise<string[]> {
  return [...(await textOf(page).innerText()).matchAll(/- (\w+):/g)].map(([, name]) => name ?? '');
}

test('a task that is added on the drawing stands in the text, and undo takes it back', async ({ editor, open }) => {
  await open('/editor?template=hello');
  const text = editor.getByRole('textbox', { name: 'Definition' });
  await editor.getByRole('button', { name: 'Add a task' }).first().click();
  await editor.getByRole('combobox', { name: /What should it do/ }).fill('wait');
  await editor.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Sleep a little');
  await editor.keyboard.press('Enter');
  await expect(text).toContainText('sleepALittle');
  await expect(editor.getByRole('group', { name: /^Sleep a little/ })).toBeVisible();

  await editor.getByRole('button', { name: 'Undo' }).click();

  await expect(text).not.toContainText('sleepALittle');
});

test('a plus on a line adds the task there', async ({ editor, tenant, open }) => {
  await tenant.publish('three', THREE);
  await open('/editor/three');

  await editor.getByRole('button', { name: 'Add a task after Wash' }).click();
  await editor.getByRole('combobox', { name: /What should it do/ }).fill('wait');
  await editor.keyboard.press('Enter');

  await expect.poll(() => order(editor)).toEqual(['wash', expect.stringContaining('wait'), 'dry', 'fold']);
});

test('a task that is dragged onto a plus goes there, with its comments', async ({ editor, tenant, open }) => {
  await tenant.publish('three', THREE);
  await open('/editor/three');
  await block(editor, 'Wash').waitFor();

  await block(editor, 'Wash')
    .getByText('Wash', { exact: true })
    .dragTo(editor.getByRole('button', { name: 'Add a task after Fold' }));

  await expect.poll(() => order(editor)).toEqual(['dry', 'fold', 'wash']);
  await expect(textOf(editor)).toContainText(/First of all\.\s*- wash/);
});

test('keys move and delete the chosen task', async ({ editor, tenant, open }) => {
  await tenant.publish('three', THREE);
  await open('/editor/three');
  await block(editor, 'Wash').focus();
  await editor.keyboard.press('Alt+ArrowDown');
  await expect.poll(() => order(editor)).toEqual(['dry', 'wash', 'fold']);

  await editor.keyboard.press('Delete');

  await expect.poll(() => order(editor)).toEqual(['dry', 'fold']);
});
