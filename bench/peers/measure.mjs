// Measures one widget in a page of its own.
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

const PAGE =
  '<!doctype html><title>Bench</title><link rel="icon" href="data:,"><div style="position:fixed;inset:0"></div>';

/** The longest time that one measurement may take. */
const PATIENCE_MS = 90_000;

const TYPES = { js: 'text/javascript', mjs: 'text/javascript', css: 'text/css', html: 'text/html; charset=utf-8' };

/** Answers the requests of the page: its modules and the published files of the widgets, all from memory. */
export function respond(contestants) {
  const files = new Map(contestants.map(({ name, script }) => [`/${name}.js`, script]));
  const read = (path) => {
    const [, name, file] = /^\/([^/]+)\/(.+)$/.exec(path) ?? [];
    const contestant = contestants.find((one) => one.name === name);
    return contestant ? readFileSync(join(contestant.folder, file)) : PAGE;
  };
  return ({ url: path }, response) => {
    if (!files.has(path)) files.set(path, read(path));
    response.setHeader('content-type', TYPES[extname(path).slice(1)] ?? TYPES.html);
    response.end(files.get(path));
  };
}

/* In the page. */
async function run([script, published, many]) {
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const elements = (node) =>
    [...node.querySelectorAll('*')].reduce((sum, one) => sum + 1 + (one.shadowRoot ? elements(one.shadowRoot) : 0), 0);
  const texts = Array.from(
    { length: many },
    (_, index) => `Message ${index}: two to four working days within the country.`,
  );
  const began = performance.now();
  // What the page of a site would name is requested at once, and not only once the module of the benchmark is read.
  for (const address of published) void import(address);
  const { show } = await import(script);
  const add = await show(texts, document.querySelector('div'));
  await painted();
  const open = performance.now() - began;
  const shown = elements(document);
  const times = [];
  for (let index = 0; index < 20; index++) {
    await painted();
    const from = performance.now();
    add(`One more ${index}`);
    document.body.getBoundingClientRect();
    await painted();
    times.push(performance.now() - from);
  }
  const bursting = performance.now();
  for (let index = 0; index < 100; index++) add(`Burst ${index}`);
  await painted();
  const burst = performance.now() - bursting;
  return { open, append: times.sort((a, b) => a - b)[10], burst, shown, elements: elements(document) };
}

/**
 * Opens a widget with `count` messages, and returns the time until it is ready, the cost of more messages, the number
 * of elements and the memory; or `null` if it takes longer than 90 seconds.
 */
export async function measure(browser, url, { name, published }, count) {
  const page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
  let timer;
  try {
    await page.goto(url);
    const session = await page.context().newCDPSession(page);
    const heap = async () => {
      await session.send('HeapProfiler.collectGarbage');
      return (await session.send('Runtime.getHeapUsage')).usedSize;
    };
    const before = await heap();
    const tooLong = new Promise((done) => {
      timer = setTimeout(done, PATIENCE_MS, null);
    });
    const result = await Promise.race([page.evaluate(run, [`/${name}.js`, published, count]), tooLong]);
    return result && { ...result, memory: (await heap()) - before };
  } finally {
    clearTimeout(timer);
    await page.close();
  }
}
