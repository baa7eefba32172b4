import type { OperatorPush } from '@connective-chat/contracts/operator';
import { Drafts, MessageRun, ThinkingRevisions } from '@connective-chat/core/engine';
import type { WireThinking } from '@connective-chat/core/protocol';
import { DEFAULT_THINKING_TTL_MS } from '@connective-chat/core/protocol';
import type { DeskContext } from './desk-context.types.ts';
import type { DeskState, DialogSummary, OperatorMessage, StreamedAnswer, Talk, Thinking } from './desk-state.types.ts';
import type { OperatorPushEvent } from './operator-protocol.ts';

/** This many conversations besides the one in view stay open; the one that was out of view longest is closed. */
const MAX_OPEN = 10;
/** A draft without an update for this long is removed. */
const DRAFT_SILENCE_MS = 15_000;

/** A conversation of which nothing has been read yet. */
export const EMPTY_TALK: Talk = {
  status: 'loading',
  visitor: null,
  messages: [],
  more: false,
  older: 'idle',
  thinking: null,
  answers: [],
};

interface TalkEvents {
  readonly onSummary: (summary: DialogSummary) => void;
  /** Called with messages that are in the log: sends among them are confirmed. */
  readonly onMessages: (messages: readonly OperatorMessage[]) => void;
}

/** The parts of an open conversation besides its state. */
interface TalkParts {
  readonly run: MessageRun<OperatorMessage>;
  readonly drafts: Drafts;
  readonly thinking: ThinkingRevisions;
  isFilling: boolean;
}

/** The open conversations: their logs without gaps, and their current state. */
export class Talks {
  readonly #context: DeskContext;
  readonly #events: TalkEvents;
  readonly #parts = new Map<string, TalkParts>();
  #epoch = '';

  constructor(context: DeskContext, events: TalkEvents) {
    this.#context = context;
    this.#events = events;
  }

  /** Opens a conversation, or marks an open one as most recently used. */
  open(id: string): void {
    const talks = new Map(this.#state.talks);
    const held = talks.get(id);
    talks.delete(id);
    talks.set(id, held ?? EMPTY_TALK);
    for (const other of [...talks.keys()].slice(0, Math.max(0, talks.size - MAX_OPEN))) {
      talks.delete(other);
      this.#parts.get(other)?.drafts.clear();
      this.#parts.delete(other);
      this.#context.connection.request('leave', { conversation: other }).catch(() => {});
    }
    this.#set({ talks });
    if (!held || held.status === 'failed') void this.#load(id);
  }

  /** After `hello`: conversations must be opened again to receive pushes, and messages may have been missed. */
  resume(epoch: string): void {
    const isNewEpoch = this.#epoch !== '' && this.#epoch !== epoch;
    this.#epoch = epoch;
    for (const id of this.#state.talks.keys()) {
      if (isNewEpoch) {
        this.#parts.get(id)?.drafts.clear();
        this.#parts.delete(id);
        this.#change(id, () => EMPTY_TALK);
      }
      void this.#load(id);
    }
  }

  async loadOlder(id: string): Promise<void> {
    const talk = this.#state.talks.get(id);
    const { run } = this.#partsOf(id);
    if (!talk?.more || talk.older === 'loading' || run.first === 0) return;
    this.#change(id, (it) => ({ ...it, older: 'loading' }));
    try {
      const { items, more } = await this.#context.connection.request('history', {
        conversation: id,
        before: run.first,
      });
      run.prepend(items, more);
      this.#showMessages(id, { older: 'idle' });
    } catch {
      this.#change(id, (it) => ({ ...it, older: 'failed' }));
    }
  }

  apply(push: OperatorPushEvent): void {
    switch (push.name) {
      case 'msg':
        this.#applyMessage(push.data.conversation, push.data);
        break;
      case 'draft':
        if (this.#state.talks.has(push.data.conversation))
          this.#partsOf(push.data.conversation).drafts.apply(push.data);
        break;
      case 'thinking':
        this.#applyThinking(push.data.conversation, push.data);
        break;
      case 'feedback':
        this.#applyFeedback(push.data);
        break;
      case 'visitor':
        this.#change(push.data.conversation, (it) => ({ ...it, visitor: push.data.visitor }));
        break;
      case 'head': {
        const { conversation, head } = push.data;
        if (this.#state.talks.has(conversation) && head > this.#partsOf(conversation).run.head) {
          void this.#fill(conversation);
        }
        break;
      }
      default:
    }
  }

  dispose(): void {
    for (const { drafts } of this.#parts.values()) drafts.clear();
  }

  get #state(): DeskState {
    return this.#context.store.getState();
  }

  #set(patch: Partial<DeskState>): void {
    this.#context.store.setState(patch);
  }

  #partsOf(id: string): TalkParts {
    const known = this.#parts.get(id);
    if (known) return known;
    const view = {
      putDraft: (draft: string, text: string) => this.#putAnswer(id, draft, text),
      dropDraft: (draft: string) => this.#dropAnswer(id, draft),
    };
    const parts: TalkParts = {
      run: new MessageRun(),
      drafts: new Drafts(view, this.#context.clock, DRAFT_SILENCE_MS),
      thinking: new ThinkingRevisions(),
      isFilling: false,
    };
    this.#parts.set(id, parts);
    return parts;
  }

  #change(id: string, change: (talk: Talk) => Talk): void {
    const talk = this.#state.talks.get(id);
    if (!talk) return;
    const next = change(talk);
    if (next !== talk) this.#set({ talks: new Map(this.#state.talks).set(id, next) });
  }

  /** Updates the state with the messages of the run, together with further changes. They replace their drafts. */
  #showMessages(id: string, changes: Partial<Talk> = {}): void {
    const { run, drafts } = this.#partsOf(id);
    const { messages, more } = run;
    const held = this.#state.talks.get(id)?.answers ?? [];
    const isLogged = ({ id: draft }: StreamedAnswer) => messages.some((message) => message.id === draft);
    const answers = held.filter((answer) => !isLogged(answer));
    // In one change of the state, so that the row of a draft becomes that of its message.
    this.#change(id, (it) => ({ ...it, messages, more, answers, ...changes }));
    for (const answer of held) if (isLogged(answer)) drafts.finish(answer.id);
  }

  async #load(id: string): Promise<void> {
    try {
      const ack = await this.#context.connection.request('open', { conversation: id });
      this.#events.onSummary(ack.summary);
      if (!this.#state.talks.has(id)) return;
      const { run, drafts, thinking } = this.#partsOf(id);
      run.load(this.#epoch, ack.items, ack.more);
      drafts.clear();
      if (ack.thinking) thinking.begin(ack.thinking);
      const held = this.#state.talks.get(id)?.thinking ?? null;
      this.#showMessages(id, {
        status: 'ready',
        visitor: ack.visitor,
        thinking: ack.thinking?.on ? this.#thinkingOf(ack.thinking, held) : null,
      });
      for (const draft of ack.drafts) drafts.apply(draft);
      this.#events.onMessages(ack.items);
    } catch {
      // After a lost connection the next `hello` loads it again.
      this.#change(id, (it) => (it.messages.length > 0 ? it : { ...it, status: 'failed' }));
    }
  }

  #applyMessage(id: string, message: OperatorMessage): void {
    const talk = this.#state.talks.get(id);
    if (!talk || talk.status === 'loading') return;
    const { run, thinking } = this.#partsOf(id);
    if (run.accept(message) === 'ahead') {
      void this.#fill(id);
      return;
    }
    const hasEnded = message.from.kind === 'bot' && thinking.end(message.rev);
    this.#showMessages(id, hasEnded ? { thinking: null } : {});
    this.#events.onMessages([message]);
  }

  #applyFeedback({ conversation, messageId, ...feedback }: OperatorPush<'feedback'>): void {
    if (!this.#state.talks.has(conversation)) return;
    const { run } = this.#partsOf(conversation);
    const rated = run.messages.find(({ id }) => id === messageId);
    if (!rated || (rated.feedback?.rev ?? 0) >= feedback.rev) return;
    run.accept({ ...rated, feedback });
    this.#showMessages(conversation);
  }

  /** Loads the missing messages up to the newest one; only one request at a time. */
  async #fill(id: string): Promise<void> {
    const parts = this.#partsOf(id);
    if (parts.isFilling) return;
    parts.isFilling = true;
    try {
      for (;;) {
        const { run } = parts;
        const { items, more } = await this.#context.connection.request('sync', { conversation: id, after: run.head });
        run.join(items);
        this.#showMessages(id);
        this.#events.onMessages(items);
        if (!more || items.length === 0) return;
      }
    } catch {
      // The next push, `head` or reconnect tries again.
    } finally {
      parts.isFilling = false;
    }
  }

  #applyThinking(id: string, wire: WireThinking): void {
    if (!this.#state.talks.has(id)) return;
    const { thinking } = this.#partsOf(id);
    if (!wire.on) {
      if (thinking.end(wire.rev)) this.#change(id, (it) => ({ ...it, thinking: null }));
    } else if (thinking.begin(wire)) {
      this.#change(id, (it) => ({ ...it, thinking: this.#thinkingOf(wire, it.thinking) }));
    }
  }

  #thinkingOf(wire: WireThinking, held: Thinking | null): Thinking {
    const now = this.#context.clock.now();
    const ttl = wire.ttlMs ?? DEFAULT_THINKING_TTL_MS;
    const since = held?.turn === wire.turn ? (held?.since ?? now) : now - (wire.elapsedMs ?? 0);
    return { ...wire, since, until: now + ttl };
  }

  #putAnswer(id: string, draft: string, text: string): void {
    this.#change(id, (it) => {
      const known = it.answers.find((item) => item.id === draft);
      // A late part of an answer that is complete.
      if (!known && it.messages.some((message) => message.id === draft)) return it;
      const at = known?.at ?? new Date(this.#context.clock.now()).toISOString();
      const answer = { id: draft, at, text };
      const answers = known ? it.answers.map((item) => (item === known ? answer : item)) : [...it.answers, answer];
      return { ...it, answers };
    });
  }

  #dropAnswer(id: string, draft: string): void {
    this.#change(id, (it) => {
      const answers = it.answers.filter((item) => item.id !== draft);
      return answers.length === it.answers.length ? it : { ...it, answers };
    });
  }
}
