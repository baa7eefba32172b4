import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { onTestFailed, onTestFinished } from 'vitest';
import { connectBrowser } from './browser.ts';
import { recordTexts } from './record-texts.ts';
import { root, type ServerProcess } from './server.ts';

const results = join(root, 'e2e/test-results');

let connected: Promise<Browser> | null = null;

/** One connection for all tests of a file; close it with closeBrowser() in afterAll. */
const browser = (): Promise<Browser> => {
  connected ??= connectBrowser();
  return connected;
};

/** Closes the connection of this file; the browser keeps running for the next files. */
export async function closeBrowser(): Promise<void> {
  const connection = await connected?.catch(() => null);
  connected = null;
  await connection?.close();
}

export interface Visit {
  page: Page;
  context: BrowserContext;
  /** Errors of the page: uncaught errors, console errors, failed requests to the server. */
  problems: string[];
  /** Declares errors that belong to the test, such as a socket that breaks because the server was killed. */
  expectProblems(pattern: RegExp): void;
}

/**
 * Opens a page as a new visitor. The test fails if the page reports an error that was not declared with
 * `expectProblems`. A failed test leaves a screenshot, the HTML of the page, its console and the log of the server in
 * e2e/test-results.
 */
export async function visit(
  server: Pick<ServerProcess, 'url' | 'log'>,
  path: string,
  name: string,
  prepare?: (page: Page) => Promise<void>,
): Promise<Visit> {
  const context = await (await browser()).newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'en-US',
    timezoneId: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const problems: string[] = [];
  const lines: string[] = [];
  const expected: RegExp[] = [];
  page.on('pageerror', (error) => problems.push(`page error: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    lines.push(`${message.type()}: ${message.text()}`);
    if (message.type() === 'error') problems.push(`console error: ${message.text()} (${message.location().url})`);
  });

  const unexpected = () => problems.filter((problem) => !expected.some((pattern) => pattern.test(problem)));

  onTestFailed(async () => {
    const stem = join(results, name.replaceAll(/\W+/g, '-'));
    mkdirSync(results, { recursive: true });
    const shot = await page.screenshot({ timeout: 5_000 }).catch(() => null);
    if (shot) writeFileSync(`${stem}.png`, shot);
    writeFileSync(`${stem}.page.txt`, [...lines, '', ...problems].join('\n'));
    writeFileSync(`${stem}.server.txt`, server.log());
    await context.close().catch(() => {});
  });
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') return;
    // Throw before the page closes: the hook above runs next and takes its screenshot.
    if (unexpected().length > 0) throw new Error(`the page reported:\n${unexpected().join('\n')}`);
    await context.close();
  });

  await page.addInitScript(recordTexts);
  await prepare?.(page);
  await page.goto(server.url + path);
  return { page, context, problems, expectProblems: (pattern) => void expected.push(pattern) };
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Waits until all finite animations have ended, because a colour in the middle of a transition fails a contrast check.
 */
export async function atRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const trees = (root: Document | ShadowRoot): (Document | ShadowRoot)[] => [
      root,
      ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? trees(shadowRoot) : [])),
    ];
    const moving = () =>
      trees(document)
        .flatMap((root) => root.getAnimations())
        .filter(({ effect, playState }) => playState === 'running' && effect?.getComputedTiming().endTime !== Infinity);
    for (let left = moving(); left.length > 0; left = moving()) {
      await Promise.allSettled(left.map(({ finished }) => finished));
    }
  });
}

/** The problems that axe-core finds on the current page, shadow trees included, one line each. */
export async function accessibilityProblems(page: Page, within?: string): Promise<string[]> {
  await atRest(page);
  // Once in each document. It is evaluated and not added as a script element, because the content security policy of a
  // page would block that element.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const { violations } = await page.evaluate(
    (selector) =>
      (window as unknown as { axe: typeof import('axe-core') }).axe.run(
        {
          include: selector ?? document,
          // The live region of the component library: it names speakers even after their messages are gone.
          exclude: '[data-live-announcer]',
        },
        { resultTypes: ['violations'] },
      ),
    within,
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help} at ${node.target.flat().join(' ')}\n  ${node.failureSummary ?? ''}`),
  );
}
