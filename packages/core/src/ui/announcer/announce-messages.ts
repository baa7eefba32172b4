import type { Message } from '../../conversation/message.types.ts';
import type { Unsubscribe } from '../../lib/readable.ts';
import { DECLINE_BUTTON } from '../../protocol/approval.ts';
import type { BodyOf } from '../../protocol/body.ts';
import { describeAuthor, type MarkdownToText, messageToText } from '../../rich-text/describe-body.ts';
import { findLast } from '../find-last.ts';
import type { AnnouncementContext } from './announcement.types.ts';
import { SingleTimer } from './single-timer.ts';
import type { StreamedAnswers } from './streamed-answers.ts';

/** If more messages than this arrive at the same time, only their number is announced. */
const MAX_READ_OUT = 3;
/** Messages that arrive within this time are announced together, in ms. */
const COLLECT_MS = 250;

const asWritten: MarkdownToText = (source) => source;

/** The lexer is loaded with the first Markdown message; if that fails, the source text is announced. */
const loadMarkdownToText = (): Promise<MarkdownToText> =>
  import('../../rich-text/index.ts').then(
    ({ stripMarkdown }) => stripMarkdown,
    () => asWritten,
  );

const isMarkdown = ({ body }: Message) => body.type === 'text' && body.format === 'markdown';
const isApproval = ({ body }: Message) => body.type === 'text' && body.approval !== undefined;
const isAnnounced = (message: Message) => message.from.kind !== 'visitor' && !message.streaming;

/**
 * Announces messages of others in log order: one by one, or as a number. A streamed one is announced sentence by
 * sentence; when it is complete, only the rest of it.
 */
export function announceMessages({ client, texts, clock, botName, say }: AnnouncementContext): Unsubscribe {
  let answers: StreamedAnswers | null = null;
  let isLoading = false;
  const timer = new SingleTimer(clock);
  let lastId = findLast(client.messages.get(), isAnnounced)?.id;
  let lastPress = findLast(client.messages.get(), ({ body }) => body.type === 'press')?.id;
  let collected: Message[] = [];
  let spoken = Promise.resolve();
  let stopped = false;

  const readOut = (messages: readonly Message[], markdownToText: MarkdownToText) => {
    if (stopped) return;
    const name = botName();
    for (const message of messages) {
      const text = answers?.finish(message, texts.t('stopped')) ?? messageToText(message, texts, markdownToText, name);
      say(isApproval(message) ? `${text}. ${texts.t('approvalNeeded')}` : text);
    }
  };
  const flush = () => {
    const messages = collected;
    collected = [];
    if (messages.length > MAX_READ_OUT) {
      say(texts.t('messagesArrived', { n: messages.length }));
      return;
    }
    // One after another, because a message may have to wait for the lexer.
    spoken = spoken.then(async () => {
      readOut(messages, messages.some(isMarkdown) ? await loadMarkdownToText() : asWritten);
    });
  };
  const stop = client.messages.subscribe((messages) => {
    const added: Message[] = [];
    let press: Message | undefined;
    for (let index = messages.length - 1; index >= 0; index -= 1) {
      const message = messages[index] as Message;
      if (message.id === lastId) break;
      if (isAnnounced(message)) added.unshift(message);
      else if (message.streaming) {
        answers?.write(message, describeAuthor(message, texts, botName()));
        if (isLoading) continue;
        isLoading = true;
        import('./streamed-answers.ts')
          .then(({ StreamedAnswers }) => {
            if (!stopped) answers = new StreamedAnswers({ clock, say });
          })
          // Without the code, a streamed answer is announced when it is complete.
          .catch(() => {});
      } else press ??= message.body.type === 'press' ? message : undefined;
    }
    // The visitor's answer to an approval, given in this tab or in another one.
    if (press && press.id !== lastPress && press.delivery === 'confirmed') {
      lastPress = press.id;
      const { messageId, buttonId } = press.body as BodyOf<'press'>;
      const asked = client.message(messageId).get();
      if (asked && isApproval(asked)) say(texts.t(buttonId === DECLINE_BUTTON ? 'declined' : 'approved'));
    }
    if (added.length === 0) return;
    lastId = added.at(-1)?.id;
    collected.push(...added);
    if (!timer.pending) timer.start(COLLECT_MS, flush);
  });
  return () => {
    stopped = true;
    stop();
    timer.stop();
    answers?.stop();
  };
}
