import { ReadableStream } from 'node:stream/web';
import { HttpAgent, transformChunks, verifyEvents } from '@ag-ui/client';
import { type AGUIEvent, EventType } from '@ag-ui/core';
import { concatMap, lastValueFrom } from 'rxjs';
import * as z from 'zod/mini';
import type { AgentAnswer, AgentContext, AgentInput, AgentProvider, AgUiOptions } from '../agent.types.ts';
import { MAX_ANSWER_LENGTH } from '../max-answer-length.ts';
import { readNodeOptions } from '../read-node-options.ts';

/** The node's `options`. */
const nodeOptionsSchema = z.strictObject({
  /** The number of previous messages that the agent gets. */
  history: z._default(z.int().check(z.minimum(0), z.maximum(50)), 10),
  /** Sent to the agent unchanged, as `forwardedProps`. */
  props: z._default(z.record(z.string(), z.unknown()), {}),
});

/** An error whose message contains no data of the agent. */
class AgUiFailure extends Error {
  override readonly name = 'AgUiFailure';
}

/** The state of a run. */
class Answer {
  text = '';
  isFinished = false;
  #separator = '';

  /** Another message of the same run starts, which becomes a new paragraph of the answer. */
  beginMessage(): void {
    if (this.text !== '') this.#separator = '\n\n';
  }

  /** @returns the text to show; empty beyond the maximum length */
  append(delta: string): string {
    const piece = (this.#separator + delta).slice(0, MAX_ANSWER_LENGTH - this.text.length);
    this.#separator = '';
    this.text += piece;
    return piece;
  }
}

/** Converts the events of a run to stages and drafts, as listed in docs/server/scenarios.md. */
function follow(answer: Answer, context: AgentContext): (event: AGUIEvent) => Promise<void> {
  const tools = new Map<string, string>();
  return async (event) => {
    switch (event.type) {
      case EventType.STEP_STARTED:
        return context.stage('step', { step: event.stepName });
      case EventType.REASONING_START:
        return context.stage('reason');
      case EventType.TOOL_CALL_START:
        tools.set(event.toolCallId, event.toolCallName);
        return context.stage('tool', { tool: event.toolCallName });
      case EventType.TOOL_CALL_RESULT: {
        const tool = tools.get(event.toolCallId);
        if (tool !== undefined) context.endStage({ values: { tool }, detail: { tool } });
        return;
      }
      case EventType.TEXT_MESSAGE_START:
        if (answer.text === '') await context.stage('write');
        answer.beginMessage();
        return;
      case EventType.TEXT_MESSAGE_CONTENT: {
        const piece = answer.append(event.delta);
        if (piece !== '') context.draft(piece);
        return;
      }
      case EventType.RUN_ERROR:
        throw new AgUiFailure('the agent reported an error');
      case EventType.RUN_FINISHED: {
        const outcome = event.outcome?.type ?? 'success';
        if (outcome === 'interrupt') throw new AgUiFailure('the agent waits for an approval');
        if (outcome === 'cancelled') throw new AgUiFailure('the agent has cancelled its run');
        answer.isFinished = true;
      }
    }
  };
}

async function messagesOf({ history, idempotencyKey, question }: AgentInput, limit: number) {
  const before = await history(limit);
  return [
    ...before.map(({ by, text }, index) => ({
      id: `${idempotencyKey}:${index}`,
      role: by === 'visitor' ? ('user' as const) : ('assistant' as const),
      content: text,
    })),
    { id: idempotencyKey, role: 'user' as const, content: question },
  ];
}

async function* untilBroken(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body) yield chunk;
  } catch {
    // Ends the stream as if the agent had; the run then counts as unfinished.
  }
}

/**
 * A redirect would send the headers and the visitor's text to another host, so it is an error.
 *
 * A broken connection ends the body instead of failing it: the client cancels a failed body and rethrows its error
 * where it cannot be caught, which would end the process.
 */
async function fetchRun(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, { ...init, redirect: 'error' });
  const body = response.body && ReadableStream.from(untilBroken(response.body));
  return new Response(body as BodyInit | null, { status: response.status, headers: response.headers });
}

/**
 * Answers with an agent that speaks AG-UI over HTTP. Stages: `ask`, then as the agent reports them `step`, `reason`,
 * `tool` and `write`.
 */
export function createAgUiAgent({ url, headers = {} }: AgUiOptions): AgentProvider {
  return {
    stages: [
      { name: 'ask' },
      { name: 'step', values: ['step'] },
      { name: 'reason' },
      { name: 'tool', values: ['tool'] },
      { name: 'write' },
    ],
    async run(input, context): Promise<AgentAnswer | null> {
      const { history, props } = readNodeOptions(nodeOptionsSchema, input.options);
      await context.stage('ask');
      const agent = new HttpAgent({
        url,
        headers: { ...headers, 'idempotency-key': input.idempotencyKey },
        fetch: fetchRun,
      });
      const request = {
        threadId: input.conversationId,
        runId: input.idempotencyKey,
        messages: await messagesOf(input, history),
        forwardedProps: props,
        state: {},
        tools: [],
        context: [],
      };
      const abort = () => agent.abortRun();
      context.signal.addEventListener('abort', abort, { once: true });
      const answer = new Answer();
      const handle = follow(answer, context);
      try {
        context.signal.throwIfAborted();
        // Not `runAgent`, which copies the whole answer with each event and prints what the agent sent to the console.
        const events = agent.run(request).pipe(
          transformChunks(),
          verifyEvents(),
          concatMap((event) => handle(event as AGUIEvent)),
        );
        await lastValueFrom(events, { defaultValue: undefined });
      } catch (error) {
        context.signal.throwIfAborted();
        if (error instanceof AgUiFailure) throw error;
        throw new AgUiFailure('the agent cannot be reached, or does not keep to AG-UI');
      } finally {
        context.signal.removeEventListener('abort', abort);
      }
      context.signal.throwIfAborted();
      if (!answer.isFinished) throw new AgUiFailure('the stream ended before the run was finished');
      const text = answer.text.trim();
      return text === '' ? null : { text };
    },
  };
}
