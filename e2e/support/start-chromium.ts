import type { LaunchOptions } from 'playwright-core';
import { findChromium } from './find-chromium.ts';

/** The default flags of @sparticuz/chromium are not used: they disable web security, which the tests check. */
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the browser of tests and benchmarks. Set E2E_HEADED=1 to watch it, with a system Chromium. */
export async function startChromium<Started>(start: (options: LaunchOptions) => Promise<Started>): Promise<Started> {
  const { executablePath, env, origin } = await findChromium();
  // Chromium refuses to use its sandbox as root, and containers often run as root.
  const isRoot = process.getuid?.() === 0;
  try {
    return await start({
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
