import { afterAll, expect, it } from 'vitest';

/** Cases of a conformance suite that do not apply to a UI by design: their titles and the reasons. */
export type Exceptions = Readonly<Record<string, string>>;

/** The widget renders a complete chat and creates its own client; a binding passes values to a component. */
export const WIDGET_EXCEPTIONS: Exceptions = {
  'renders only for the fields it reads':
    'Nobody chooses fields: the widget shows all of them. That other changes leave the list alone is measured by the renders of the other cases.',
  'creates one client from options, and passes changed live options to it':
    'Another userId makes another widget, so that nothing of the former visitor stays on the page (elements/widget.test.ts).',
  'shares one client between views with equal options, and merges their live options':
    'Two elements on a page are two widgets, each with its own client; they share a conversation through core/tabs.',
  'identifies another user once on a shared client, whatever the number of views': 'Clients are not shared, see above.',
  'reuses the client and the state of a view that has just unmounted':
    'The client of a widget ends with its element; an element that is only moved keeps it.',
  'shows a lost connection, an operator, a page of history and an error':
    'A loss is shown after a delay and without its values, and whether there are older messages is not shown. The live suite loses a connection, and e2e/widget-states shows each state.',
  'shows the reason after a refused attempt, until the next change':
    '`explain()` is not part of what a page can call. The refused attempts are in face-conformance.ts and elements/composer.test.ts.',
  'rates an answer, whose row alone changes':
    'The part is loaded with the first answer of an agent, and a reason is written by hand: elements/answer-parts.test.ts.',
  'shows the text that waits for an answer, and takes it back into the input':
    'The part is loaded when a text first waits: elements/composer.test.ts shows and takes back one.',
  'keeps the same functions across renders': 'The page calls the methods of one object that is never replaced.',
};

export const WIDGET_LIVE_EXCEPTIONS: Exceptions = {
  'keeps one connection and its messages over a remount after 200 ms, with a client made from options':
    'The client of a widget ends with its element; an element that is only moved keeps it.',
  'prepends older messages':
    'A page is loaded when its place scrolls into view, which needs a layout: e2e/widget-states loads older pages above the reader.',
};

/** Registers the cases of a suite except the exceptions; fails for an exception that is not a case of the suite. */
export function registerCases(exceptions: Exceptions = {}) {
  const titles = new Set<string>();
  afterAll(() => expect(Object.keys(exceptions).filter((title) => !titles.has(title))).toEqual([]));
  return (title: string, run: () => unknown, timeout?: number): void => {
    titles.add(title);
    if (exceptions[title] === undefined) it(title, run as () => void, timeout);
  };
}
