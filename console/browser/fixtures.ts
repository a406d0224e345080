import { test as base, type Page } from '@playwright/test';
import { Server } from './server';
import { Tenant } from './tenant';

interface Fixtures {
  tenant: Tenant;
  /** A page on which an editor of the tenant is signed in. */
  editor: Page;
  /** Opens a place of the tenant, such as `/runs`. */
  open: (path: string) => Promise<void>;
}

interface WorkerFixtures {
  server: Server;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  server: [
    // Playwright reads the names that a fixture takes from its parameters.
    async ({}, use) => {
      const server = await Server.start();
      await use(server);
      await server.close();
    },
    { scope: 'worker', timeout: 200_000 },
  ],
  tenant: async ({ server }, use) => {
    await use(await Tenant.create(server));
  },
  editor: async ({ page, server, tenant }, use) => {
    const key = await tenant.key('editor');
    await page.request.post(`${server.url}/v1/session`, { data: { key } });
    await use(page);
  },
  open: async ({ page, server, tenant }, use) => {
    await use(async (path) => {
      await page.goto(`${server.url}/tenants/${tenant.name}${path}`);
    });
  },
});

export { expect } from '@playwright/test';

/** Signs in as a person does. */
export async function signIn(page: Page, server: Server, key: string): Promise<void> {
  await page.goto(server.url);
  await page.getByLabel('API key').fill(key);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Places' }).waitFor();
}
