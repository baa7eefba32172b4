// @vitest-environment jsdom
import { cleanup, render } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { XSS_PAYLOADS } from '../../../vanilla-ui/test/support/xss-payloads.ts';
import { ListPane } from '../../src/desk/lists/list-pane.tsx';
import { SearchResults } from '../../src/desk/lists/search-results.tsx';
import { applySummary } from '../../src/desk/store/apply-summary.ts';
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

afterEach(cleanup);

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

/** The whole desk with one conversation in which every text is `text`. */
function showDesk(text: string): HTMLElement {
  const { desk, Around } = stillDesk();
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
  return container;
}

test.each(XSS_PAYLOADS)(
  'S12: no text of a visitor, a browser or a site runs at the desk, or links to anything that would: %s',
  { timeout: 240_000 },
  (payload) => {
    vi.stubGlobal('alert', () => expect.unreachable('it ran'));
    const root = showDesk(payload);
    expect(root.querySelector('script, iframe, object, embed, base, meta, link, style, form, video, audio')).toBeNull();
    for (const element of root.querySelectorAll('*')) {
      expect([...element.attributes].filter(({ name }) => name.startsWith('on'))).toEqual([]);
    }
    const addresses = [...root.querySelectorAll<HTMLAnchorElement>('a')].map(({ protocol }) => protocol);
    expect(addresses.filter((protocol) => !/^(https?|mailto|tel|viber|tg|blob):$/.test(protocol))).toEqual([]);
    vi.unstubAllGlobals();
  },
);

test('S11: text that changes the writing direction affects only its own element', () => {
  const turning = '\u202egnp.elif';
  const root = showDesk(turning);
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const places: Element[] = [];
  while (texts.nextNode()) {
    const { parentElement, textContent } = texts.currentNode;
    if (parentElement && textContent?.includes(turning)) places.push(parentElement);
  }
  expect(places.length).toBeGreaterThan(30);
  const loose = places.filter((place) => !place.closest('bdi, [dir=auto], textarea'));
  expect(loose.map((place) => place.outerHTML)).toEqual([]);
});
