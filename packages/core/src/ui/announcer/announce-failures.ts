import type { Message } from '../../conversation/message.types.ts';
import type { Unsubscribe } from '../../lib/readable.ts';
import { bodyToText } from '../../rich-text/describe-body.ts';
import { describeFailure, describeUploadFailure } from '../describe-delivery.ts';
import type { AnnouncementContext } from './announcement.types.ts';

/** The visitor's messages are plain text. */
const asWritten = (source: string) => source;

/**
 * Announces a message or file that failed: immediately, and with its text, because the focus may be far away from it.
 */
export function announceFailures({ client, texts, say }: AnnouncementContext): Unsubscribe {
  const announceOnce = createOnce((sentence) => say(sentence, 'assertive'));
  const failedMessages = (messages: readonly Message[]) =>
    messages.flatMap((message): Failure[] => {
      const failure = describeFailure(message, texts);
      return failure ? [[message.id, `${failure} ${bodyToText(message.body, texts, asWritten)}`]] : [];
    });
  const announceUpload = createOnce((sentence) => say(sentence, 'assertive'));
  const failedUploads = () =>
    client.uploads
      .get()
      .flatMap(({ id, name, status, error }): Failure[] =>
        status === 'failed' ? [[id, `${name}: ${describeUploadFailure(error, client.limits.get(), texts)}`]] : [],
      );

  announceOnce.skip(failedMessages(client.messages.get()));
  announceUpload.skip(failedUploads());
  const stops = [
    client.messages.subscribe((messages) => announceOnce(failedMessages(messages))),
    client.uploads.subscribe(() => announceUpload(failedUploads())),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

type Failure = readonly [id: string, sentence: string];

/** Announces each failure once. After a retry, a new failure is announced again. */
function createOnce(say: (sentence: string) => void) {
  let known = new Set<string>();
  const skip = (failures: readonly Failure[]) => {
    known = new Set(failures.map(([id]) => id));
  };
  const announce = (failures: readonly Failure[]) => {
    for (const [id, sentence] of failures) if (!known.has(id)) say(sentence);
    skip(failures);
  };
  return Object.assign(announce, { skip });
}
