import type { BlockedReason, BlockedResult, ChatAction, Permission, SendResult } from '../client/chat-results.types.ts';
import type { Identity } from '../connection/identity.ts';
import type { Message } from '../conversation/message.types.ts';
import { isRepeatable, type MessageStore } from '../conversation/message-store.ts';
import type { TypingSignal } from '../conversation/typing-signal.ts';
import { byteLength } from '../lib/byte-length.ts';
import { ERROR_PAGES } from '../lib/error-pages.ts';
import type { Readable } from '../lib/readable.ts';
import { warnOnce } from '../lib/warn-once.ts';
import type { SiteParams } from '../params/site-params.ts';
import type { Button, VisitorBody } from '../protocol/body.ts';
import type { Limits } from '../protocol/limits.ts';
import type { Dispatcher } from './dispatcher.ts';
import { sizeOf } from './outbox.ts';

/** What a frame contains beside the body, in bytes: field names, cid, braces. */
const FRAME_OVERHEAD = 512;

/**
 * The bodies that thinking blocks, because they start another turn. A file or a rating is queued in the outbox, and
 * leaving is always possible.
 */
const BLOCKED_BY_THINKING: ReadonlySet<VisitorBody['type']> = new Set(['text', 'press', 'alias']);

export interface VisitorSendsOptions {
  readonly dispatcher: Dispatcher<VisitorBody>;
  readonly store: MessageStore;
  readonly params: SiteParams;
  readonly limits: Readable<Limits>;
  readonly identity: Identity;
  readonly typing: TypingSignal;
  readonly can: (action: ChatAction) => Permission;
  /** Whether an agent works, so that a text has to wait. */
  readonly isBlocked: () => boolean;
}

/** Everything that a visitor can send. Each call is refused with a reason, or accepted and passed to the dispatcher. */
export class VisitorSends {
  readonly #options: VisitorSendsOptions;

  constructor(options: VisitorSendsOptions) {
    this.#options = options;
  }

  /** Sends a message of the visitor, which also ends their typing. */
  say(content: string | VisitorBody): SendResult {
    this.#options.typing.stop();
    return this.send(typeof content === 'string' ? { type: 'text', text: content, format: 'plain' } : content);
  }

  send(body: VisitorBody): SendResult {
    const { dispatcher, params, limits } = this.#options;
    const permission = this.#permissionFor(body);
    if (!permission.ok) return permission;
    if (body.type === 'text' && body.text.trim() === '') return refuse('empty');
    const attached = params.get();
    const { textBytes, frameBytes } = limits.get();
    const bytes = sizeOf(body);
    const frame = bytes + byteLength(JSON.stringify(attached)) + FRAME_OVERHEAD;
    if ((body.type === 'text' && byteLength(body.text) > textBytes) || frame > frameBytes) return refuse('too-large');
    if (!dispatcher.outbox.hasRoomFor(bytes)) return refuse('outbox-full');
    if (body.type === 'text' && this.#options.isBlocked()) return { ok: true, ...dispatcher.enqueue(body, attached) };
    return { ok: true, ...dispatcher.send(body, attached) };
  }

  press(messageId: string, button: Button): SendResult {
    const message = this.#find(messageId);
    // The UI opens links; the server does nothing for them.
    if (button.action.type === 'url') return refuse('unsupported');
    if (!message?.serverId) return refuse('not-found');
    if (message.answer && !isRepeatable(message.body)) return refuse('answered');
    return this.send({ type: 'press', messageId: message.serverId, buttonId: button.id, label: button.label });
  }

  rate(messageId: string, score: number, comment?: string): SendResult {
    const message = this.#find(messageId);
    if (!message?.serverId) return refuse('not-found');
    if (message.answer) return refuse('answered');
    return this.send({ type: 'rate', messageId: message.serverId, score, ...(comment ? { comment } : {}) });
  }

  goTo(alias: string): SendResult {
    const sent = this.send({ type: 'alias', alias });
    // An alias has no visible row that could show the refusal, and only the developer can fix a misspelt one.
    if (sent.ok) {
      void sent.settled.then(
        ({ error }) =>
          error?.code === 'INVALID' &&
          warnOnce(
            `goTo("${alias}"): ${error.message} See ${ERROR_PAGES}/console.md#an-alias-that-the-scenario-does-not-have`,
          ),
      );
    }
    return sent;
  }

  requestOperator(): SendResult {
    const permission = this.#options.can('requestOperator');
    return permission.ok ? this.send({ type: 'request_operator' }) : permission;
  }

  leaveQueue(): SendResult {
    const permission = this.#options.can('leaveQueue');
    return permission.ok ? this.send({ type: 'leave_queue' }) : permission;
  }

  retry(id: string): SendResult {
    const { dispatcher } = this.#options;
    const failed = dispatcher.outbox.find(id);
    if (!failed?.failure) return refuse('not-found');
    const permission = this.#permissionFor(failed.body);
    if (!permission.ok) return permission;
    const sent = dispatcher.retry(id);
    return sent ? { ok: true, ...sent } : refuse('not-found');
  }

  discard(id: string): boolean {
    return this.#options.dispatcher.discard(id);
  }

  /** Loads this visitor's unsent messages, of this page or another, and sends them. */
  async restore(): Promise<void> {
    const namespace = await this.#options.identity.namespace();
    await this.#options.dispatcher.restore(namespace);
  }

  #permissionFor(body: VisitorBody): Permission {
    const { can, isBlocked } = this.#options;
    if (!BLOCKED_BY_THINKING.has(body.type)) return can('close');
    // Only a text can wait: a press answers what the visitor sees now.
    return body.type !== 'text' && isBlocked() ? refuse('thinking') : can('send');
  }

  #find(id: string): Message | undefined {
    return this.#options.store.get(id) ?? this.#options.store.byServerId(id);
  }
}

function refuse(reason: BlockedReason): BlockedResult {
  return { ok: false, reason };
}
