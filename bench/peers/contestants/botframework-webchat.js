// The modules need packages that are not published as they are declared; this script contains everything.
import 'published:dist/webchat.js';
import { until } from './until.js';

/** A subject that replays its values, as the connection to a bot is one. */
function replay(values) {
  const observers = new Set();
  return {
    next(value) {
      values.push(value);
      for (const observer of observers) observer.next(value);
    },
    subscribe(next, error, complete) {
      const observer = typeof next === 'function' ? { next, error, complete } : next;
      observers.add(observer);
      for (const value of values) observer.next?.(value);
      return { unsubscribe: () => observers.delete(observer) };
    },
  };
}

const ONLINE = 2;

/** Shows the messages and resolves when the visitor can write; returns a function that adds a message of the bot. */
export async function show(texts, target) {
  let count = 0;
  const activity = (text, role) => {
    count += 1;
    return {
      id: `a${count}`,
      type: 'message',
      text,
      timestamp: new Date(1_700_000_000_000 + count * 1000).toISOString(),
      from: { id: role, role },
      channelData: { 'webchat:sequence-id': count },
    };
  };
  const activities = replay(texts.map((text, index) => activity(text, index % 2 ? 'bot' : 'user')));
  globalThis.WebChat.renderWebChat(
    {
      directLine: {
        activity$: activities,
        connectionStatus$: replay([ONLINE]),
        postActivity: () => replay([]),
        end: () => {},
      },
      userID: 'user',
      locale: 'en-US',
    },
    target,
  );
  const find = (selector) => target.querySelector(selector);
  await until(
    () =>
      find('.webchat__send-box-text-box__input') &&
      (texts.length === 0 || find('.webchat__bubble__content, .webchat__basic-transcript__activity')),
  );
  return (text) => activities.next(activity(text, 'bot'));
}
