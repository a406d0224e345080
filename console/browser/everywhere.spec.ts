import { GREETING } from './definitions';
import { expect, test } from './fixtures';

test('the palette opens a workflow by a few letters', async ({ editor, tenant, open }) => {
  await tenant.publish('greeting', GREETING);
  await open('/home');
  await editor.getByRole('heading', { level: 1, name: 'Home' }).waitFor();

  await editor.keyboard.press('Control+k');
  await editor.getByRole('combobox', { name: /Type a place/ }).fill('greet');
  await expect(editor.getByRole('listbox', { name: 'Search' }).getByRole('option', { name: /greeting/ })).toBeVisible();
  await editor.keyboard.press('Enter');

  await expect(editor).toHaveURL(/\/workflows\/greeting$/);
});

test('keys lead to the places, and a list tells them', async ({ editor, open }) => {
  await open('/home');
  await editor.getByRole('heading', { level: 1, name: 'Home' }).waitFor();

  await editor.keyboard.press('g');
  await editor.keyboard.press('r');
  await expect(editor).toHaveURL(/\/runs$/);
  await editor.keyboard.press('?');

  await expect(editor.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
});

test('an address where nothing is says so and leads home', async ({ editor, open }) => {
  await open('/nowhere');

  await editor.getByRole('link', { name: 'Go to Home' }).click();

  await expect(editor.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
});

test('an empty tenant teaches what to do first', async ({ editor, open }) => {
  await open('/workflows');

  await expect(editor.getByRole('heading', { name: 'No workflows yet' })).toBeVisible();
  await expect(editor.getByRole('link', { name: 'New automation' }).first()).toBeVisible();
});

test('the console speaks Chinese when asked to, and remembers it', async ({ editor, open }) => {
  await open('/home');

  await editor.getByRole('button', { name: '中文' }).click();
  await editor.reload();

  await expect(editor.getByRole('navigation', { name: '位置' })).toBeVisible();
});

test('a card shows what a workflow did', async ({ editor, tenant, open }) => {
  await tenant.publish('greeting', GREETING);
  await tenant.awaitStatus(await tenant.start('greeting'), 'completed');

  await open('/workflows');

  const card = editor.getByRole('listitem').filter({ has: editor.getByRole('link', { name: 'greeting' }) });
  await expect(card).toContainText('completed');
  await expect(card).toContainText('1 run in 24 h');
  await expect(card.getByRole('img', { name: 'Drawing of greeting' })).toBeVisible();
});

test('the audit tells who published, and what', async ({ editor, tenant, open }) => {
  await open('/audit?kind=workflow.published');
  await editor.getByText('Live', { exact: true }).waitFor();
  await tenant.publish('greeting', GREETING);
  await editor.getByRole('button', { name: 'Show new records' }).click();

  await editor.getByRole('button', { name: 'workflow.published' }).click();

  await expect(editor.getByRole('region', { name: 'Details of workflow.published' })).toContainText('greeting');
});

test('nothing is fetched from anywhere else, and nothing breaks the content security policy', async ({
  editor,
  server,
  open,
}) => {
  const elsewhere: string[] = [];
  const complaints: string[] = [];
  editor.on('request', (request) => {
    if (!request.url().startsWith(server.url)) {
      elsewhere.push(request.url());
    }
  });
  editor.on('console', (message) => {
    if (message.type() === 'error' && message.text().includes('Content Security Policy')) {
      complaints.push(message.text());
    }
  });

  for (const place of ['/home', '/workflows', '/editor', '/runs', '/audit', '/settings/keys']) {
    await open(place);
    await editor.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
  }

  expect(elsewhere).toEqual([]);
  expect(complaints).toEqual([]);
});
