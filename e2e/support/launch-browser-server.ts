import { type BrowserServer, chromium } from 'playwright-core';
import { findChromium } from './find-chromium.ts';

/** Not the defaults of @sparticuz/chromium: those switch web security off, which the tests check. */
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the browser that every test file of a run shares. Set E2E_HEADED=1 to watch, with a system Chromium. */
export async function launchBrowserServer(): Promise<BrowserServer> {
  const { executablePath, env, origin } = await findChromium();
  // Chromium refuses its sandbox to root, and containers often run as root.
  const isRoot = process.getuid?.() === 0;
  try {
    return await chromium.launchServer({
      executablePath,
      env,
      args: [...FLAGS, ...(isRoot ? ['--no-sandbox'] : [])],
      chromiumSandbox: !isRoot && origin !== 'npm',
      headless: process.env.E2E_HEADED !== '1',
    });
  } catch (error) {
    throw new Error(`Chromium (${origin}: ${executablePath}) does not start`, { cause: error });
  }
}
