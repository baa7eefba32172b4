import { createParser, type EventSourceMessage } from 'eventsource-parser';
import * as z from 'zod/mini';

/** What an agent says at most: more than that is no answer to a visitor. */
const MAX_LENGTH = 16_000;

const chunkSchema = z.object({
  choices: z._default(
    z.array(
      z.object({
        delta: z.optional(z.object({ content: z.nullish(z.string()) })),
        finish_reason: z.nullish(z.string()),
      }),
    ),
    [],
  ),
  error: z.optional(z.unknown()),
});

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}

/**
 * Reads a completion as it is streamed, piece by piece.
 *
 * @param alive called whenever something has come
 * @throws Error if the stream says that it failed, cannot be understood, or ends before its end
 */
export async function* readCompletion(body: AsyncIterable<Uint8Array>, alive: () => void): AsyncGenerator<string> {
  const events: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => void events.push(event) });
  const decoder = new TextDecoder();
  let length = 0;
  let finished = false;
  for await (const bytes of body) {
    alive();
    parser.feed(decoder.decode(bytes, { stream: true }));
    for (const { data } of events.splice(0)) {
      if (data === '[DONE]') return;
      const chunk = chunkSchema.safeParse(parse(data));
      if (!chunk.success) throw new Error('a piece of the stream is not understood');
      if (chunk.data.error !== undefined) throw new Error('the stream said that it failed');
      const [choice] = chunk.data.choices;
      finished ||= typeof choice?.finish_reason === 'string';
      const piece = choice?.delta?.content ?? '';
      if (piece === '') continue;
      length += piece.length;
      if (length > MAX_LENGTH) return;
      yield piece;
    }
  }
  if (!finished) throw new Error('the stream ended before its end');
}
