import { existsSync } from 'node:fs';

const USUAL_PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A browser that asks nobody outside and draws without a screen. */
export const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  // Containers give little shared memory.
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--disable-sync',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
] as const;

/** The browser to test in: CHROMIUM_PATH, else the system's. */
export function chromium(): string {
  const found = process.env.CHROMIUM_PATH ?? USUAL_PLACES.find((place) => existsSync(place));
  if (found === undefined) {
    throw new Error('There is no Chromium: install the package chromium, or set CHROMIUM_PATH.');
  }
  return found;
}
