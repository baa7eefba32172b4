import type { Body, Button, ThinkingStep } from '@connective-chat/core';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { mount } from '../support/mount.ts';
import { XSS_PAYLOADS } from '../support/xss-payloads.ts';

const reply = (id: string, label: string): Button => ({ id, label, action: { type: 'reply' } });
const text = (words: string, more: object = {}) => ({ type: 'text', text: words, format: 'plain', ...more }) as const;

/** A step that began in this second and took two. */
const step = (id: string, words: string, more: Partial<ThinkingStep> = {}): ThinkingStep => ({
  id,
  name: '',
  text: words,
  state: 'done',
  startedAt: '2026-01-01T00:00:01.000Z',
  endedAt: '2026-01-01T00:00:03.000Z',
  ...more,
});

/** The rows in which a change modified the DOM. */
async function touched(list: Element, change: () => void): Promise<Set<Element>> {
  const records: MutationRecord[] = [];
  const observer = new MutationObserver((news) => records.push(...news));
  observer.observe(list, { subtree: true, childList: true, characterData: true, attributes: true });
  change();
  records.push(...observer.takeRecords());
  observer.disconnect();
  const rowOf = (node: Node) => (node instanceof Element ? node : node.parentElement)?.closest('.row');
  return new Set(records.flatMap(({ target }) => rowOf(target) ?? []));
}

async function opened() {
  const mounted = mount();
  const rows = () => mounted.all('.rows > .row');
  return { ...mounted, rows };
}

describe('MessageList', () => {
  it('redraws one row when one message changes', async () => {
    const { client, open, find, rows } = await opened();
    for (let index = 0; index < 50; index++) client.add(index % 2 ? 'bot' : 'visitor', `message ${index}`);
    await open();
    expect(rows()).toHaveLength(24);
    const changed = await touched(find('.rows'), () => client.change('m30', { body: text('another text') }));
    expect([...changed]).toEqual([rows()[3]]);
    expect(rows()[3]?.textContent).toContain('another text');
  });

  it('redraws nothing when nothing visible changes', async () => {
    const { client, open, find } = await opened();
    client.add('bot', 'Hello');
    await open();
    const changed = await touched(find('.rows'), () => client.set({ unread: 0, typing: false }));
    expect(changed.size).toBe(0);
  });

  it('adds one row for one message, and redraws its neighbour at most', async () => {
    const { client, open, find, rows } = await opened();
    for (let index = 0; index < 50; index++) client.add('bot', `message ${index}`);
    await open();
    const changed = await touched(find('.rows'), () => client.add('bot', 'news'));
    expect(changed.size).toBeLessThanOrEqual(2);
    expect(rows().at(-1)?.textContent).toContain('news');
  });

  it('virtualizes a long history, whatever its length', { timeout: 240_000 }, async () => {
    const { client, open, rows } = await opened();
    client.prepend(Array.from({ length: 5000 }, (_, index) => client.build('bot', `message ${index}`)));
    await open();
    expect(rows().length).toBe(24);
    expect(rows().at(-1)?.textContent).toContain('message 4999');
    for (let index = 0; index < 80; index++) client.add('bot', `more ${index}`);
    expect(rows().length).toBeLessThanOrEqual(121);
    expect(rows().at(-1)?.textContent).toContain('more 79');
  });

  it('keeps the existing rows when a page is prepended', async () => {
    const { client, open, rows } = await opened();
    client.add('bot', 'newest');
    await open();
    const [before] = rows();
    client.prepend([client.build('bot', 'older'), client.build('bot', 'old')]);
    expect(rows().map((row) => row.querySelector('.text')?.textContent)).toEqual(['older', 'old', 'newest']);
    expect(rows()[2]).toBe(before);
  });

  it('groups consecutive messages of one author', async () => {
    const { client, open, rows } = await opened();
    client.add('bot', 'a');
    client.add('bot', 'b');
    client.add('visitor', 'c');
    await open();
    const marks = rows().map((row) => [row.classList.contains('first'), row.classList.contains('last')]);
    expect(marks).toEqual([
      [true, false],
      [false, true],
      [true, true],
    ]);
  });

  it('starts each day with a date divider', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(2026, 0, 15, 12) });
    onTestFinished(() => void vi.useRealTimers());
    const { client, open, all } = await opened();
    const at = (day: number) => ({ at: new Date(2026, 0, day, 12).toISOString() });
    client.add('bot', 'a', at(14));
    client.add('bot', 'b', at(15));
    client.add('bot', 'c', at(15));
    await open();
    expect(all('.day').map((day) => day.textContent)).toEqual(['Yesterday', 'Today']);
  });

  it('needs few elements for a message, also for its avatar and its delivery state', async () => {
    const { client, open, rows } = await opened();
    client.add('bot', 'The first message has the date');
    for (const text of ['one', 'two']) client.add('visitor', text);
    for (const text of ['three', 'four']) client.add('bot', text);
    client.add('visitor', 'five');
    await open();
    const counts = rows().map((row) => row.querySelectorAll('*').length + 1);
    expect(counts.slice(1)).toEqual([8, 8, 6, 8, 8]);
  });

  it('shows the delivery state of a message', async () => {
    const { client, open, rows } = await opened();
    const sent = client.add('visitor', 'Hello', { delivery: 'pending' });
    await open();
    const tick = () => rows()[0]?.getAttribute('data-tick');
    expect(tick()).toBe('pending');
    client.change(sent.id, { delivery: 'confirmed' });
    expect(tick()).toBe('sent');
    client.add('bot', 'Hi');
    expect(tick()).toBe('delivered');
    client.set({ read: { visitor: 0, operator: 1 } });
    expect(tick()).toBe('read');
  });

  it('offers retry and discard for a failed message', async () => {
    const { client, open, find, all } = await opened();
    const sent = client.add('visitor', 'Hello', { delivery: 'failed' });
    await open();
    expect(find('.failure').textContent).toContain('Not sent.');
    const [retry, discard] = all('.failure button') as HTMLElement[];
    retry?.click();
    discard?.click();
    expect(client.called('retry')).toEqual([['retry', sent.id]]);
    expect(client.called('discard')).toEqual([['discard', sent.id]]);
    client.change(sent.id, { delivery: 'confirmed' });
    expect(all('.failure')).toEqual([]);
  });

  it('sends the answer of a button, and then shows which one was chosen', async () => {
    const { client, open, all, root, find } = await opened();
    const question = client.add('bot', text('Which?', { buttons: [[reply('a', 'One'), reply('b', 'Two')]] }));
    await open();
    await vi.waitFor(() => find('.choice'), { timeout: 20_000 });
    const buttons = all('.choice') as HTMLElement[];
    buttons[1]?.click();
    expect(client.called('press')).toEqual([['press', question.id, reply('b', 'Two')]]);
    expect(root.activeElement).toBe(find('.input'));
    client.change(question.id, { answer: { buttonId: 'b', label: 'Two' } });
    expect(buttons.map((button) => button.getAttribute('aria-pressed'))).toEqual([null, 'true']);
    buttons[0]?.click();
    expect(client.called('press')).toHaveLength(1);
  });

  it('keeps quick replies until the visitor has answered', async () => {
    const { client, open, all, find } = await opened();
    client.add('bot', text('When?', { keyboard: [[reply('a', 'Today')], [reply('b', 'Tomorrow')]] }));
    await open();
    await vi.waitFor(() => find('.reply'), { timeout: 20_000 });
    const labels = () => all('.reply').map((button) => button.textContent);
    expect(labels()).toEqual(['Today', 'Tomorrow']);
    client.add('bot', 'Take your time');
    expect(labels()).toEqual(['Today', 'Tomorrow']);
    client.add('visitor', 'Never');
    expect(labels()).toEqual([]);
  });

  it('renders a button as a link only if its URL is safe', async () => {
    const { client, open, all } = await opened();
    const link = (id: string, url: string): Button => ({ id, label: id, action: { type: 'url', url } });
    client.add('bot', text('Go', { buttons: [[link('a', 'https://example.com/'), link('b', 'javascript:alert(1)')]] }));
    await open();
    await vi.waitFor(() => expect(all('.choice')).toHaveLength(2), { timeout: 20_000 });
    expect(all('a.choice').map((button) => button.getAttribute('href'))).toEqual(['https://example.com/']);
    expect(all('.choice')[1]?.getAttribute('aria-disabled')).toBe('true');
  });

  it('shows thinking with its stage, and removes it at the answer', async () => {
    const { client, open, find } = await opened();
    await open();
    const since = Date.now();
    client.set({ thinking: { text: 'Searching', stage: 's', steps: [], since, until: since + 1000 } });
    await vi.waitFor(() => expect(find('.thinking').hidden).toBe(false), { timeout: 20_000 });
    expect(find('.stage').textContent).toBe('Searching');
    client.set({ thinking: { text: 'Writing', stage: 'w', steps: [], since, until: since + 1000 } });
    expect(find('.stage span:last-child').textContent).toBe('Writing');
    client.add('bot', 'Found');
    client.set({ thinking: null });
    expect(find('.thinking').hidden).toBe(true);
    client.set({ overdue: { text: '', choices: [], since } });
    expect(find('.overdue').hidden).toBe(false);
  });

  it('after the deadline the words and choices of the scenario are below the conversation', async () => {
    const { client, open, find, all } = await opened();
    await open();
    client.set({ overdue: { text: 'Still asking the shop', choices: ['wait', 'retry'], since: 0 } });
    expect(find('.overdue').textContent).toBe('Still asking the shop');
    const buttons = () => all('.overdue-choices button');
    await vi.waitFor(() => expect(buttons()).toHaveLength(2), { timeout: 20_000 });
    expect(buttons().map(({ textContent }) => textContent)).toEqual(['Keep waiting', 'Ask again']);
    (buttons()[1] as HTMLElement).click();
    expect(client.calls).toContainEqual(['chooseOverdue', 'retry']);
    client.set({ overdue: null });
    expect(buttons()).toHaveLength(0);
    expect(find('.overdue').hidden).toBe(true);
  });

  it('while an agent works, its finished steps are above the running one, and only what changes is redrawn', async () => {
    const { client, open, find, all } = await opened();
    await open();
    const since = Date.now();
    const think = (steps: readonly ThinkingStep[], words: string) =>
      client.set({ thinking: { text: words, stage: 's', steps, since, until: since + 60_000 } });
    const running = (id: string, words: string) => step(id, words, { state: 'running', endedAt: undefined });
    think([running('1', 'Reading')], 'Reading');
    await vi.waitFor(() => expect(find('.thinking').hidden).toBe(false), { timeout: 20_000 });
    const shown = () => all('.thinking .step').map((item) => `${item.getAttribute('data-state')} ${item.textContent}`);
    expect(shown()).toEqual([]);
    think([step('1', 'Read'), running('2', 'Searching')], 'Searching');
    expect(shown()).toEqual(['done Read2 s']);
    const first = find('.thinking .step');
    think([step('1', 'Read'), step('2', 'Asked', { state: 'failed' }), running('3', 'Writing')], 'Writing');
    expect(shown()).toEqual(['done Read2 s', 'failed Asked: Did not work2 s']);
    expect(find('.thinking .step')).toBe(first);
    expect(find('.stage span:last-child').textContent).toBe('Writing');
    think(
      ['a', 'b', 'c', 'd', 'e'].map((id) => step(id, id)),
      'Writing',
    );
    expect(shown(), 'the newest of many').toEqual(['b', 'c', 'd', 'e'].map((id) => `done ${id}2 s`));
  });

  it('a line above an answer says what was done for it, and opens the steps by a button', async () => {
    const { client, open, find, all } = await opened();
    const steps = [
      step('1', 'Read the question'),
      step('2', 'Searched: 3 found', { detail: { count: 3 }, endedAt: '2026-01-01T00:00:07.000Z' }),
    ];
    client.add('bot', 'Hello');
    const { id } = client.add('bot', 'Two days', { steps });
    await open();
    await vi.waitFor(() => expect(all('.steps-button')).toHaveLength(1), { timeout: 20_000 });
    const button = find<HTMLButtonElement>('.steps-button');
    const list = find('.steps-line .steps');
    expect([find('.steps-summary').textContent, find('.steps-time').textContent]).toEqual(['Searched: 3 found', '6 s']);
    expect([button.getAttribute('aria-expanded'), list.hidden]).toEqual(['false', true]);
    expect(button.getAttribute('aria-controls')).toBe(list.id);
    button.click();
    expect([button.getAttribute('aria-expanded'), list.hidden]).toEqual(['true', false]);
    expect(all('.steps-line .step-text').map((item) => item.textContent)).toEqual([
      'Read the question',
      'Searched: 3 found',
    ]);
    client.change(id, { body: text('Two days at most') });
    client.change(id, { steps: [...steps, step('3', 'Wrote the answer')] });
    expect(list.hidden, 'it stays as the visitor left it').toBe(false);
    expect(all('.steps-line .step')).toHaveLength(3);
    expect(find('.row:last-child .column').firstElementChild?.className).toBe('steps-line');

    client.add('bot', 'Open', { steps: [step('4', 'Kept', { after: 'stay' })] });
    expect(find('.row:last-child .steps-summary').textContent).toBe('1 step');
    expect(find('.row:last-child .steps').hidden, 'steps that stay are open').toBe(false);
  });

  it('runs no script in any text of a message', { timeout: 240_000 }, async () => {
    const { client, open, root } = await opened();
    await open();
    // As many at a time as the window of the list renders.
    for (let start = 0; start < XSS_PAYLOADS.length; start += 50) {
      client.clear();
      client.prepend(
        XSS_PAYLOADS.slice(start, start + 50).map((payload) => ({
          ...client.build('operator', text(payload, { buttons: [[reply('x', payload)]] })),
          from: { kind: 'operator' as const, name: payload, avatar: payload },
          steps: [step('x', payload, { name: payload, detail: { tool: payload, result: payload } })],
        })),
      );
      expect(root.querySelector('script, iframe, object, embed, style[onload]')).toBeNull();
      for (const element of root.querySelectorAll('.rows *')) {
        for (const { name } of element.attributes) expect(name.startsWith('on')).toBe(false);
      }
    }
  });

  it('S11: isolates text with bidirectional control characters', async () => {
    const { client, open, root } = await opened();
    const turning = '\u202egnp.elif';
    const button = (id: string): Button => ({ id, label: turning, action: { type: 'reply' } });
    const bodies = [
      text(turning, { buttons: [[button('b')]] }),
      text(turning, { format: 'markdown' }),
      { type: 'cards', items: [{ title: turning, text: turning, buttons: [button('c')] }] },
      { type: 'file', url: 'https://example.com/a', name: turning, size: 1, mime: 'text/plain' },
      { type: 'rating', prompt: turning, scale: 5 },
      { type: 'notice', event: 'closed', text: turning },
      { type: 'press', label: turning, buttonId: 'b', messageId: 'm1' },
      text(turning, { keyboard: [[button('k')]] }),
    ] as unknown as Body[];
    for (const body of bodies) client.add({ kind: 'operator', id: 'o', name: turning }, body);
    await open();
    const places = () => {
      const found: Element[] = [];
      const texts = document.createTreeWalker(root.querySelector('.panel') as Element, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const { parentElement, textContent } = texts.currentNode;
        if (parentElement && textContent?.includes(turning)) found.push(parentElement);
      }
      return found;
    };
    await vi.waitFor(() => expect(places().length).toBeGreaterThanOrEqual(11), { timeout: 20_000 });
    // Text that is only for screen readers needs no direction.
    const loose = places().filter((place) => !place.closest('bdi, [dir=auto], .hidden'));
    expect(loose.map((place) => place.outerHTML)).toEqual([]);
  });
});
