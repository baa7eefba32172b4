// Measures one widget in a page of its own.

const PAGE =
  '<!doctype html><title>Bench</title><link rel="icon" href="data:,"><div style="position:fixed;inset:0"></div>';

/** The longest time that one measurement may take. */
const PATIENCE_MS = 90_000;

/** Answers the requests of the page and of the scripts. */
export const respond = (contestants) => (request, response) => {
  const contestant = contestants.find(({ name }) => request.url === `/${name}.js`);
  response.setHeader('content-type', contestant ? 'text/javascript' : 'text/html; charset=utf-8');
  response.end(contestant ? contestant.script : PAGE);
};

/* In the page. */
async function run([script, many]) {
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const elements = (node) =>
    [...node.querySelectorAll('*')].reduce((sum, one) => sum + 1 + (one.shadowRoot ? elements(one.shadowRoot) : 0), 0);
  const texts = Array.from(
    { length: many },
    (_, index) => `Message ${index}: two to four working days within the country.`,
  );
  const began = performance.now();
  const tag = document.createElement('script');
  tag.src = script;
  await new Promise((done, failed) => {
    tag.onload = done;
    tag.onerror = failed;
    document.head.append(tag);
  });
  const add = await globalThis.contestant.show(texts, document.querySelector('div'));
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
export async function measure(browser, url, name, count) {
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
    const result = await Promise.race([page.evaluate(run, [`/${name}.js`, count]), tooLong]);
    return result && { ...result, memory: (await heap()) - before };
  } finally {
    clearTimeout(timer);
    await page.close();
  }
}
