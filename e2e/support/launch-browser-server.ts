import { type BrowserServer, chromium } from 'playwright-core';
import { startChromium } from './start-chromium.ts';

/** Starts the browser that all test files of a run share. */
export const launchBrowserServer = (): Promise<BrowserServer> =>
  startChromium((options) => chromium.launchServer(options));
