import { type Browser, chromium } from 'playwright-core';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    browserEndpoint: string;
  }
}

/** The shared browser, from a test file; closing this connection closes only the contexts that it opened. */
export const connectBrowser = (): Promise<Browser> => chromium.connect(inject('browserEndpoint'));
