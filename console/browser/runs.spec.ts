import { FAILING, GREETING, TICKING, WAITING } from './definitions';
import { expect, test } from './fixtures';

test('a failed run says its cause first and leads to the task', async ({ editor, tenant, open }) => {
  await tenant.publish('failing', FAILING);
  const id = await tenant.start('failing');
  await tenant.awaitStatus(id, 'faulted');
  await open('/home');

  await editor.getByRole('link', { name: 'Open the newest' }).click();

  await expect(editor.getByRole('alert')).toContainText('The shop has no more of article 42.');
  await editor.getByRole('alert').getByRole('link', { name: 'Refuse' }).click();
  await expect(editor.getByRole('region', { name: 'Refuse' })).toBeVisible();
});

test('a waiting run is cancelled after a question', async ({ editor, tenant, open }) => {
  await tenant.publish('waiting', WAITING);
  const id = await tenant.start('waiting');
  await tenant.awaitStatus(id, 'waiting');
  await open(`/runs/${id}`);

  await editor.getByRole('button', { name: 'Cancel', exact: true }).click();
  await editor.getByRole('button', { name: 'Cancel the run' }).click();

  await expect(editor.getByText('cancelled', { exact: true }).first()).toBeVisible();
  expect((await tenant.run(id)).status).toBe('cancelled');
});

test('runs appear while the page is open, and filters are in the address', async ({ editor, tenant, open }) => {
  await tenant.publish('greeting', GREETING);
  await tenant.publish('failing', FAILING);
  await open('/runs');
  await editor.getByText('Live', { exact: true }).waitFor();

  await tenant.start('failing');
  await tenant.start('greeting');

  await expect(editor.getByRole('row').filter({ hasText: 'greeting' })).toContainText('completed');
  await editor.getByRole('group', { name: 'Status' }).getByRole('button', { name: 'faulted' }).click();
  await expect(editor).toHaveURL(/status=faulted/);
  await expect(editor.getByRole('row').filter({ hasText: 'greeting' })).toHaveCount(0);
  await editor.reload();
  await expect(editor.getByRole('row').filter({ hasText: 'failing' })).toContainText('faulted');
});

test('the command for curl starts the same run again', async ({ editor, tenant, open }) => {
  await tenant.publish('greeting', GREETING);
  const id = await tenant.start('greeting', { name: "O'Hara" });
  await tenant.awaitStatus(id, 'completed');
  await open(`/runs/${id}`);

  await editor.getByRole('button', { name: 'Copy as curl' }).click();
  await editor.getByText('Start the same run again').click();

  await expect.poll(() => editor.evaluate(() => navigator.clipboard.readText())).toContain('MILLRACE_KEY');
});

test('the server is killed and started again while the page is open: nothing is missing', async ({
  editor,
  tenant,
  server,
  open,
}) => {
  test.setTimeout(240_000);
  await tenant.publish('ticking', TICKING);
  const id = await tenant.start('ticking');
  await open(`/runs/${id}`);
  const timeline = editor.getByRole('listbox', { name: 'Timeline' });
  await expect(timeline.getByRole('option', { name: /Note/ }).first()).toBeVisible();

  await server.kill();
  await expect(editor.getByText(/Connection lost/)).toBeVisible();
  await server.startAgain();

  await expect(editor.getByText('completed', { exact: true }).first()).toBeVisible({ timeout: 120_000 });
  // Forty pauses, forty notes and the loop around them.
  await expect(editor.getByText('81 task attempts')).toBeVisible();
});
