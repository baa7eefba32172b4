import { type Browser, chromium } from 'playwright-core';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    browserEndpoint: string;
  }
}

/** Connects a test file to the shared browser. Closing this connection closes only the contexts that it opened. */
export const connectBrowser = (): Promise<Browser> => chromium.connect(inject('browserEndpoint'));
