import { ReadableStream } from 'node:stream/web';
import { HttpAgent, transformChunks, verifyEvents } from '@ag-ui/client';
import type { AGUIEvent, Message, ResumeEntry } from '@ag-ui/core';
import { localize, localizedSchema } from '@connective-chat/contracts/scenario';
import { concatMap, lastValueFrom } from 'rxjs';
import * as z from 'zod/mini';
import type { StoredInterrupt, StoredRun } from '../../db/transcript.ts';
import type { AgentContext, AgentInput, AgentStage, AgUiOptions } from '../agent.types.ts';
import type { InterruptibleAgent } from '../interruptible-agent.ts';
import { readNodeOptions } from '../read-node-options.ts';
import { AgUiFailure } from './ag-ui-failure.ts';
import { InterruptNotSupported } from './interrupt-not-supported.ts';
import { cancelAll, decide, openInterrupt, readInterrupts, resumeOf } from './interrupts.ts';
import { RunFollower } from './run-follower.ts';
import { RunMemory } from './run-memory.ts';

/** The largest interrupted run that is stored, in characters of JSON. */
const MAX_STORED_LENGTH = 256 * 1024;

/** The node's `options`. */
const nodeOptionsSchema = z.strictObject({
  /** The number of previous messages that the agent gets. */
  history: z._default(z.int().check(z.minimum(0), z.maximum(50)), 10),
  /** Sent to the agent unchanged, as `forwardedProps`. */
  props: z._default(z.record(z.string(), z.unknown()), {}),
  /** What an approval is for, in the visitor's language, by the name of the tool or the reason of the interrupt. */
  titles: z._default(z.record(z.string(), localizedSchema), {}),
});
type NodeOptions = z.infer<typeof nodeOptionsSchema>;

interface RunRequest {
  /** The id of the run, and the idempotency key of its request. */
  readonly key: string;
  readonly threadId: string;
  readonly context: AgentContext;
  readonly props: NodeOptions['props'];
  readonly memory: RunMemory;
}

type Kept = Parameters<InterruptibleAgent['runInterruptible']>[2];
type RunResult = Awaited<ReturnType<InterruptibleAgent['runInterruptible']>>;

const STAGES: readonly AgentStage[] = [
  { name: 'ask' },
  { name: 'step', values: ['step'] },
  { name: 'reason' },
  { name: 'tool', values: ['tool'] },
  { name: 'write' },
];

async function messagesOf({ history, idempotencyKey, question }: AgentInput, limit: number): Promise<Message[]> {
  const before = await history(limit);
  return [
    ...before.map(({ by, text }, index) => ({
      id: `${idempotencyKey}:${index}`,
      role: by === 'visitor' ? ('user' as const) : ('assistant' as const),
      content: text,
    })),
    { id: idempotencyKey, role: 'user', content: question },
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
 * The interrupted run that this turn continues, with what the visitor did about it. Interrupts that nobody can answer
 * any more are cancelled with the next question, because the agent accepts no other input on the thread.
 */
async function continuedRun(agent: string, input: AgentInput, kept: Kept, history: number): Promise<StoredRun | null> {
  const { transcript, approval } = kept;
  if (transcript) return transcript.interrupted ?? null;
  const asked = approval?.transcript.interrupted;
  if (approval && asked) return decide(asked, approval.decision);
  const abandoned = (await kept.abandoned(agent))?.interrupted;
  return abandoned ? { ...cancelAll(abandoned), messages: await messagesOf(input, history) } : null;
}

const askVisitor = (
  { id, reason, message, call, expiresAt }: StoredInterrupt,
  run: StoredRun,
  { turnId, titles, locale }: { turnId: number; titles: NodeOptions['titles']; locale: string },
): RunResult => {
  const name = call?.name ?? reason;
  const isFirst = run.turn === turnId && run.interrupts[0]?.id === id;
  return {
    kind: 'approval',
    text: isFirst && run.text !== '' ? run.text : null,
    request: {
      title: localize((Object.hasOwn(titles, name) ? titles[name] : undefined) ?? name, locale),
      texts: {},
      question: message,
      input: call?.input ?? {},
      expiresAt,
    },
    turn: turnId,
  };
};

/**
 * Answers with an agent that speaks AG-UI over HTTP. Stages: `ask`, then as the agent reports them `step`, `reason`,
 * `tool` and `write`. Its interrupts are approvals: the turn ends with the question, and the turn of the answer resumes
 * the run.
 */
export function createAgUiAgent(name: string, { url, headers = {} }: AgUiOptions): InterruptibleAgent {
  /** Runs the agent until its stream ends. */
  async function runAgent(
    { key, threadId, context, props, memory }: RunRequest,
    resume: ResumeEntry[] | null,
    onEvent: (event: AGUIEvent) => Promise<void>,
  ): Promise<void> {
    const agent = new HttpAgent({ url, headers: { ...headers, 'idempotency-key': key }, fetch: fetchRun });
    const request = {
      threadId,
      runId: key,
      messages: [...memory.messages],
      forwardedProps: props,
      state: memory.state ?? {},
      tools: [],
      context: [],
      ...(resume ? { resume } : {}),
    };
    const abort = () => agent.abortRun();
    context.signal.addEventListener('abort', abort, { once: true });
    try {
      context.signal.throwIfAborted();
      // Not `runAgent`, which copies the whole answer with each event and prints what the agent sent to the console.
      const events = agent.run(request).pipe(
        transformChunks(),
        verifyEvents(),
        concatMap((event) => onEvent(event as AGUIEvent)),
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
  }

  async function converse(input: AgentInput, context: AgentContext, kept: Kept | null): Promise<RunResult> {
    const { history, props, titles } = readNodeOptions(nodeOptionsSchema, input.options);
    const asking = { turnId: kept?.turnId ?? 0, titles, locale: input.locale };
    const store = async (interrupted: StoredRun) =>
      kept?.store({ history: [], question: input.question, entries: [], interrupted });
    const continued = kept && (await continuedRun(name, input, kept, history));
    if (continued) {
      await store(continued);
      const open = openInterrupt(continued);
      if (open) return askVisitor(open, continued, asking);
    }

    const messages = (continued?.messages as Message[] | undefined) ?? (await messagesOf(input, history));
    const reply: Message[] =
      continued?.reply === undefined ? [] : [{ id: input.idempotencyKey, role: 'user', content: continued.reply }];
    const memory = new RunMemory([...messages, ...reply], continued?.state);
    const follower = new RunFollower(context, memory);
    const approved = continued?.interrupts.find(({ answer, call }) => answer === 'approved' && call)?.call;
    if (approved) await follower.showCall(approved.id, approved.name);
    else await context.stage('ask');
    const request = { key: input.idempotencyKey, threadId: input.conversationId, context, props, memory };
    await runAgent(request, continued ? resumeOf(continued) : null, (event) => follower.follow(event));
    if (!follower.isFinished) throw new AgUiFailure('the stream ended before the run was finished');

    const { text, interrupts } = follower;
    if (interrupts.length === 0) return text === '' ? { kind: 'nothing' } : { kind: 'answer', answer: { text } };
    try {
      if (!kept) throw new InterruptNotSupported();
      const asked = readInterrupts(interrupts, memory);
      const run: StoredRun = {
        agent: name,
        turn: kept.turnId,
        text,
        messages: memory.messages,
        state: memory.state,
        interrupts: asked,
      };
      if (JSON.stringify(run).length > MAX_STORED_LENGTH) throw new AgUiFailure('the interrupted run is too large');
      const [first] = asked;
      if (!first) throw new AgUiFailure('the agent waits for nothing');
      await store(run);
      return askVisitor(first, run, asking);
    } catch (error) {
      // The agent would refuse the next question of the thread while its interrupts are open.
      if (error instanceof AgUiFailure) {
        const resume = interrupts.map(({ id }): ResumeEntry => ({ interruptId: id, status: 'cancelled' }));
        const cancelling = runAgent({ ...request, key: `${request.key}:cancel` }, resume, async () => {});
        await cancelling.catch(() => context.signal.throwIfAborted());
      }
      throw error;
    }
  }

  return {
    stages: STAGES,
    // Its tools are its own.
    usesTools: false,
    async run(input, context) {
      const result = await converse(input, context, null);
      return result.kind === 'answer' ? result.answer : null;
    },
    runInterruptible: converse,
  };
}
