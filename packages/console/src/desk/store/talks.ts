import type { WireDraft, WireThinking } from '@connective-chat/core/protocol';
import { DEFAULT_THINKING_TTL_MS } from '@connective-chat/core/protocol';
import type { DeskContext } from './desk-context.types.ts';
import type { DeskState, DialogSummary, OperatorMessage, StreamedAnswer, Talk, Thinking } from './desk-state.types.ts';
import { mergeMessages } from './merge-messages.ts';
import type { DeskPush } from './operator-link.ts';

/** Dialogs that are kept up to date beside the one in view; the longest unseen is let go. */
const MAX_OPEN = 10;
/** A draft that nobody goes on with. */
const DRAFT_SILENCE_MS = 15_000;

const EMPTY: Talk = {
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
  /** What stands in the log now: sends among them have arrived. */
  readonly onMessages: (messages: readonly OperatorMessage[]) => void;
}

/** The conversations that are open: their logs without holes, and what happens in them now. */
export class Talks {
  readonly #context: DeskContext;
  readonly #events: TalkEvents;
  readonly #filling = new Set<string>();
  readonly #timers = new Map<string, unknown>();

  constructor(context: DeskContext, events: TalkEvents) {
    this.#context = context;
    this.#events = events;
  }

  /** Opens a conversation, or brings it to the end of those that may be let go. */
  open(id: string): void {
    const talks = new Map(this.#state.talks);
    const held = talks.get(id);
    talks.delete(id);
    talks.set(id, held ?? EMPTY);
    for (const other of [...talks.keys()].slice(0, Math.max(0, talks.size - MAX_OPEN))) {
      talks.delete(other);
      this.#context.link.request('leave', { conversation: other }).catch(() => {});
    }
    this.#set({ talks });
    if (!held || held.status === 'failed') void this.#load(id);
  }

  /** After `hello`: the server's rooms are empty again, and something may have been said. */
  resume(sameEpoch: boolean): void {
    for (const id of this.#state.talks.keys()) {
      if (!sameEpoch) this.#change(id, () => EMPTY);
      void this.#load(id);
    }
  }

  async loadOlder(id: string): Promise<void> {
    const talk = this.#state.talks.get(id);
    const before = talk?.messages[0]?.seq;
    if (!talk?.more || talk.older === 'loading' || before === undefined) return;
    this.#change(id, (it) => ({ ...it, older: 'loading' }));
    try {
      const { items, more } = await this.#context.link.request('history', { conversation: id, before });
      this.#change(id, (it) => ({ ...it, messages: mergeMessages(it.messages, items), more, older: 'idle' }));
    } catch {
      this.#change(id, (it) => ({ ...it, older: 'failed' }));
    }
  }

  hear(push: DeskPush): void {
    switch (push.name) {
      case 'msg':
        this.#hearMessage(push.data.conversation, push.data);
        break;
      case 'draft':
        this.#hearDraft(push.data.conversation, push.data);
        break;
      case 'thinking':
        this.#change(push.data.conversation, (it) => ({ ...it, thinking: this.#thinkingOf(push.data, it) }));
        break;
      case 'visitor':
        this.#change(push.data.conversation, (it) => ({ ...it, visitor: push.data.visitor }));
        break;
      case 'head': {
        const { conversation, head } = push.data;
        const last = this.#state.talks.get(conversation)?.messages.at(-1)?.seq ?? 0;
        if (head > last) void this.#fill(conversation);
        break;
      }
      default:
    }
  }

  dispose(): void {
    for (const timer of this.#timers.values()) this.#context.clock.clearTimeout(timer);
    this.#timers.clear();
  }

  get #state(): DeskState {
    return this.#context.store.getState();
  }

  #set(patch: Partial<DeskState>): void {
    this.#context.store.setState(patch);
  }

  #change(id: string, change: (talk: Talk) => Talk): void {
    const talk = this.#state.talks.get(id);
    if (!talk) return;
    const next = change(talk);
    if (next !== talk) this.#set({ talks: new Map(this.#state.talks).set(id, next) });
  }

  async #load(id: string): Promise<void> {
    try {
      const ack = await this.#context.link.request('open', { conversation: id });
      this.#events.onSummary(ack.summary);
      const held = this.#state.talks.get(id);
      if (!held) return;
      const last = held.messages.at(-1)?.seq ?? 0;
      const first = ack.items[0]?.seq ?? 0;
      // Words that came while the page was away: too many to join, so the newest page is what there is.
      const joins = held.messages.length > 0 && first <= last + 1;
      this.#change(id, (it) => ({
        ...it,
        status: 'ready',
        visitor: ack.visitor,
        messages: mergeMessages(joins ? it.messages : [], ack.items),
        more: joins ? it.more : ack.more,
        thinking: ack.thinking && this.#thinkingOf(ack.thinking, it),
        answers: [],
      }));
      for (const draft of ack.drafts) this.#hearDraft(id, draft);
      this.#events.onMessages(ack.items);
    } catch {
      // A lost connection loads it again by itself.
      this.#change(id, (it) => (it.messages.length > 0 ? it : { ...it, status: 'failed' }));
    }
  }

  #hearMessage(id: string, message: OperatorMessage): void {
    const talk = this.#state.talks.get(id);
    if (!talk || talk.status === 'loading') return;
    const last = talk.messages.at(-1)?.seq ?? 0;
    if (message.seq > last + 1) {
      void this.#fill(id);
      return;
    }
    this.#change(id, (it) => ({
      ...it,
      messages: mergeMessages(it.messages, [message]),
      thinking: message.from.kind === 'bot' && it.thinking && it.thinking.rev <= message.rev ? null : it.thinking,
      answers: it.answers.some((answer) => answer.id === message.id)
        ? it.answers.filter((answer) => answer.id !== message.id)
        : it.answers,
    }));
    this.#events.onMessages([message]);
  }

  /** Fetches what lies between what is held and the end; one round at a time. */
  async #fill(id: string): Promise<void> {
    if (this.#filling.has(id)) return;
    this.#filling.add(id);
    try {
      for (;;) {
        const after = this.#state.talks.get(id)?.messages.at(-1)?.seq ?? 0;
        const { items, more } = await this.#context.link.request('sync', { conversation: id, after });
        this.#change(id, (it) => ({ ...it, messages: mergeMessages(it.messages, items) }));
        this.#events.onMessages(items);
        if (!more || items.length === 0) return;
      }
    } catch {
      // The next push, `head` or reconnect tries again.
    } finally {
      this.#filling.delete(id);
    }
  }

  #thinkingOf(wire: WireThinking, talk: Talk): Thinking | null {
    if (talk.thinking && wire.rev < talk.thinking.rev) return talk.thinking;
    const { clock } = this.#context;
    if (!wire.on) return null;
    const now = clock.now();
    const ttl = wire.ttlMs ?? DEFAULT_THINKING_TTL_MS;
    return {
      ...wire,
      since: talk.thinking?.turn === wire.turn ? (talk.thinking?.since ?? now) : now,
      until: now + ttl,
    };
  }

  #hearDraft(id: string, { id: draftId, rev, append, text }: WireDraft): void {
    const talk = this.#state.talks.get(id);
    if (!talk) return;
    const known = talk.answers.find((answer) => answer.id === draftId);
    if (known && rev <= known.rev) return;
    // A piece counts only after the one before it; else it waits for the whole text.
    const follows = known !== undefined && rev === known.rev + 1 && append !== undefined;
    const whole = text ?? (follows ? known.text + append : undefined);
    if (whole === undefined) return;
    const answer: StreamedAnswer = { id: draftId, rev, text: whole };
    this.#change(id, (it) => ({
      ...it,
      answers: known ? it.answers.map((item) => (item.id === draftId ? answer : item)) : [...it.answers, answer],
    }));
    const { clock } = this.#context;
    clock.clearTimeout(this.#timers.get(draftId));
    this.#timers.set(
      draftId,
      clock.setTimeout(() => {
        this.#timers.delete(draftId);
        this.#change(id, (it) => ({ ...it, answers: it.answers.filter((item) => item.id !== draftId) }));
      }, DRAFT_SILENCE_MS),
    );
  }
}
