import type { Message } from '@connective-chat/core';
import type { Scope } from '../dom/scope.ts';
import { authorOf } from './author-of.ts';
import { spokenText } from './spoken-text.ts';
import type { WidgetContext } from './widget-context.types.ts';

/** Messages of one moment, of which more than three are only counted. */
const MOMENT_MS = 250;
const SPOKEN_AT_MOST = 3;

/** Tells readers what comes in: who says what, in the order of the log; a flood as a number. */
export function speakNews(context: WidgetContext, scope: Scope): void {
  const { client, t, announce } = context;
  let news: Message[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    timer = undefined;
    const messages = news.sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0));
    news = [];
    if (messages.length > SPOKEN_AT_MOST) {
      announce(t('messagesArrived', { n: messages.length }));
      return;
    }
    for (const message of messages) {
      const author = authorOf(message, context);
      const text = spokenText(message, t);
      if (text) announce(author ? `${author}: ${text}` : text);
    }
  };
  scope.own(
    client.on('message', (message) => {
      if (message.from.kind === 'visitor') return;
      news.push(message);
      timer ??= setTimeout(flush, MOMENT_MS);
    }),
  );
  scope.own(client.on('discontinuity', () => announce(t('discontinuity'))));
  scope.own(() => clearTimeout(timer));
}
