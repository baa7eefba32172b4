// @vitest-environment jsdom
import { act, cleanup, render } from '@testing-library/react';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { XSS_PAYLOADS } from '../../../vanilla-ui/test/support/xss-payloads.ts';
import { ListPane } from '../../src/desk/lists/list-pane.tsx';
import { SearchResults } from '../../src/desk/lists/search-results.tsx';
import { applySummary } from '../../src/desk/store/apply-summary.ts';
import type { Desk } from '../../src/desk/store/desk.types.ts';
import type { OperatorMessage, VisitorCard } from '../../src/desk/store/desk-state.types.ts';
import { TalkPane } from '../../src/desk/talk/talk-pane.tsx';
import { VisitorPane } from '../../src/desk/visitor/visitor-pane.tsx';
import { stillDesk } from './support/still-desk.tsx';
import { summaryOf } from './support/summary-of.ts';

/* Untrusted text from visitors, their browsers and sites, in every place of the desk that shows it. */

const AT = '2026-01-01T10:00:00.000Z';
const ignore = () => {};

// jsdom does not implement scrolling.
Element.prototype.scrollTo ??= ignore;

const choice = (text: string) => ({ id: text, label: text, action: { type: 'url' as const, url: text } });

function messagesOf(text: string): OperatorMessage[] {
  const bodies = [
    { type: 'text', text, format: 'plain', buttons: [[choice(text)]] },
    { type: 'text', text, format: 'markdown', keyboard: [[choice(text)]] },
    { type: 'file', name: text, size: 1, mime: text, url: text },
    { type: 'image', alt: text, url: text },
    { type: 'cards', items: [{ title: text, text, image: { url: text, alt: text }, buttons: [choice(text)] }] },
    { type: 'rating', prompt: text, scale: 5 },
    { type: 'rate', score: 5, comment: text, messageId: 'm' },
    { type: 'press', label: text, buttonId: text, messageId: 'm' },
    { type: 'notice', event: 'closed', text },
    { type: text, text },
  ] as unknown as OperatorMessage['body'][];
  return bodies.map((body, index) => ({
    seq: index + 1,
    id: `m${index}`,
    rev: 0,
    from: { kind: index % 2 ? 'visitor' : 'bot', id: text, name: text },
    at: AT,
    body,
    sources: [{ id: text, title: text, url: text }],
  }));
}

const cardOf = (text: string): VisitorCard =>
  ({
    online: true,
    userId: { value: text, verified: false },
    page: { url: text, title: text, referrer: text },
    locale: text,
    firstSeen: AT,
    dialogs: 1,
    params: { name: text, plan: text },
    meta: { address: text, city: text, country: text, userAgent: text },
    banned: { by: text, at: AT, reason: text },
  }) as unknown as VisitorCard;

/** Writes `text` into every text of the desk's one conversation. */
function writeInto(desk: Desk, text: string): void {
  const summary = summaryOf('a', {
    name: text,
    subject: text,
    tags: [text],
    locale: text,
    last: { seq: 1, from: 'visitor', text, type: 'text', at: AT },
  });
  const messages = messagesOf(text);
  const answer = { id: 'draft', at: AT, text };
  const thinking = { on: true, turn: 1, rev: 1, text, stage: text, ttlMs: 1000, since: 0, until: 1000 };
  desk.store.setState({
    ...applySummary(desk.store.getState(), summary),
    selected: 'a',
    talks: new Map([
      [
        'a',
        {
          status: 'ready',
          visitor: cardOf(text),
          messages,
          more: false,
          older: 'idle',
          thinking: thinking as never,
          answers: [answer],
        },
      ],
    ]),
    typists: new Map([['a', { by: 'visitor', name: text }]]),
    outgoing: new Map([
      ['a', [{ cid: 'c', conversation: 'a', at: 0, state: 'failed', reason: text, body: { type: 'text', text } }]],
    ]),
    search: {
      query: text,
      next: null,
      status: 'ready',
      hits: [
        { conversation: 'a', visitorId: 'a', name: text, message: messages[0], excerpt: [{ text, hit: true }] },
      ] as never,
    },
  });
}

/** The whole desk; `show(text)` writes a text into every place of it that shows one. */
function openDesk(): { readonly root: HTMLElement; show(text: string): void } {
  const { desk, Around } = stillDesk();
  writeInto(desk, '');
  const { container } = render(
    <>
      <ListPane tab="queue" onTab={ignore} query="" onQuery={ignore} onSelect={ignore} />
      <SearchResults onSelect={ignore} />
      <TalkPane
        id="a"
        onBack={ignore}
        onDetails={ignore}
        onTake={ignore}
        onTransfer={ignore}
        onClose={ignore}
        onManageCanned={ignore}
        onMarkUnread={ignore}
      />
      <VisitorPane id="a" onBack={ignore} onBlockAddress={() => {}} onBan={ignore} />
    </>,
    { wrapper: Around },
  );
  return { root: container, show: (text) => act(() => writeInto(desk, text)) };
}

const FORBIDDEN = new Set('script iframe object embed base meta link style form video audio'.split(' '));

/** The elements whose own text contains `text`. */
function placesOf(root: HTMLElement, text: string): Element[] {
  const nodes = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const places: Element[] = [];
  while (nodes.nextNode()) {
    const { parentElement, textContent } = nodes.currentNode;
    if (parentElement && textContent?.includes(text)) places.push(parentElement);
  }
  return places;
}

describe('script injection', () => {
  // One desk for all payloads: mounting it takes far longer than showing other texts.
  let desk: ReturnType<typeof openDesk>;
  beforeAll(() => {
    vi.stubGlobal('alert', () => expect.unreachable('it ran'));
    desk = openDesk();
  });
  afterAll(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  test.each(XSS_PAYLOADS)(
    'S12: no text of a visitor, a browser or a site runs at the desk, or links to anything that would: %s',
    { timeout: 240_000 },
    (payload) => {
      const { root } = desk;
      desk.show(payload);
      expect(placesOf(root, payload).length).toBeGreaterThan(20);
      for (const element of root.getElementsByTagName('*')) {
        const handlers = [...element.attributes].filter(({ name }) => name.startsWith('on'));
        if (FORBIDDEN.has(element.localName) || handlers.length > 0) expect.unreachable(element.outerHTML);
      }
      const addresses = [...root.getElementsByTagName('a')].map(({ protocol }) => protocol);
      expect(addresses.filter((protocol) => !/^(https?|mailto|tel|viber|tg|blob):$/.test(protocol))).toEqual([]);
    },
  );
});

test('S11: text that changes the writing direction affects only its own element', () => {
  const turning = '\u202egnp.elif';
  const { root, show } = openDesk();
  show(turning);
  const places = placesOf(root, turning);
  expect(places.length).toBeGreaterThan(30);
  const loose = places.filter((place) => !place.closest('bdi, [dir=auto], textarea'));
  expect(loose.map((place) => place.outerHTML)).toEqual([]);
  cleanup();
});
