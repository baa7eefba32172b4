import { type Browser, chromium } from 'playwright-core';
import { startChromium } from './start-chromium.ts';

/** Starts a browser of its own, for a benchmark. */
export const launchBrowser = (): Promise<Browser> => startChromium((options) => chromium.launch(options));
