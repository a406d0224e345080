import { defineConfig } from '@playwright/test';
import { chromium, FLAGS } from './browser/chromium';

/** Tests in a real browser against a real server; the pictures of the README are a project of their own. */
export default defineConfig({
  testDir: 'browser',
  outputDir: 'target/browser',
  // One server, one browser: what is measured is not disturbed, and two cores have no room for more.
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: 'target/browser-report.json' }]],
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath: chromium(), args: [...FLAGS] },
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
    permissions: ['clipboard-read', 'clipboard-write'],
  },
  projects: [
    { name: 'features', testMatch: '**/*.spec.ts' },
    { name: 'pictures', testMatch: '**/pictures.ts' },
  ],
});
