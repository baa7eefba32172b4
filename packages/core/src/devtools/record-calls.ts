import type { ChatClient } from '../client/chat-client.types.ts';
import type { RecorderState } from './recorder-state.ts';
import { mask } from './redact.ts';

/** Records the host's calls that change state, each before it is executed. */
export function recordCalls(chat: ChatClient, state: RecorderState): Partial<ChatClient> {
  const { redactor, mirror } = state;
  const noted = (name: string, ...args: readonly unknown[]) => state.note({ is: 'call', name, args });
  /** A call whose result shows whether it was accepted; a replay must have the same result. */
  const sent = <T extends { readonly ok: boolean }>(name: string, args: readonly unknown[], run: () => T): T => {
    const entry = noted(name, ...args) as { ok?: boolean };
    const result = run();
    entry.ok = result.ok;
    return result;
  };

  return {
    start: () => {
      state.leases += 1;
      const lease = state.leases;
      noted('start', lease);
      mirror.leases.add(lease);
      const release = chat.start();
      return () => {
        if (!mirror.leases.has(lease)) return;
        noted('release', lease);
        mirror.leases.delete(lease);
        release();
      };
    },
    send: (content) =>
      sent('send', [typeof content === 'string' ? mask(content) : redactor.value(content)], () => chat.send(content)),
    press: (messageId, button) =>
      sent('press', [redactor.id(messageId), redactor.value(button, 'buttons')], () => chat.press(messageId, button)),
    goTo: (alias) => sent('goTo', [mask(alias)], () => chat.goTo(alias)),
    rate: (messageId, score, comment) =>
      sent('rate', [redactor.id(messageId), score, comment === undefined ? null : mask(comment)], () =>
        chat.rate(messageId, score, comment),
      ),
    requestOperator: () => sent('requestOperator', [], () => chat.requestOperator()),
    feedback: (id, value, reason) =>
      sent('feedback', [redactor.id(id), value, reason === undefined ? null : mask(reason)], () =>
        chat.feedback(id, value, reason),
      ),
    stop: () => sent('stop', [], () => chat.stop()),
    chooseOverdue: (choice) => sent('chooseOverdue', [choice], () => chat.chooseOverdue(choice)),
    leaveQueue: () => sent('leaveQueue', [], () => chat.leaveQueue()),
    close: () => sent('close', [], () => chat.close()),
    retry: (id) => sent('retry', [redactor.id(id)], () => chat.retry(id)),
    discard: (id) => {
      noted('discard', redactor.id(id));
      return chat.discard(id);
    },
    upload: (file) => sent('upload', [{ size: file.size, type: redactor.id(file.type) }], () => chat.upload(file)),
    retryUpload: (id) => {
      noted('retryUpload', redactor.id(id));
      return chat.retryUpload(id);
    },
    cancelUpload: (id) => {
      noted('cancelUpload', redactor.id(id));
      return chat.cancelUpload(id);
    },
    loadOlder: () => {
      noted('loadOlder');
      return chat.loadOlder();
    },
    jumpToUnread: (maxPages) => {
      noted('jumpToUnread', maxPages ?? null);
      return chat.jumpToUnread(maxPages);
    },
    async *olderMessages() {
      const pages = chat.olderMessages();
      for (;;) {
        noted('loadOlder');
        const page = await pages.next();
        if (page.done) return;
        yield page.value;
      }
    },
    setParams: (params, mode = 'merge') => {
      noted('setParams', redactor.params(params), mode);
      chat.setParams(params, mode);
    },
    setOpen: (open) => {
      noted('setOpen', open);
      mirror.isOpen = open;
      chat.setOpen(open);
    },
    setTyping: (on = true) => {
      noted('setTyping', on);
      chat.setTyping(on);
    },
    markRead: () => {
      noted('markRead');
      chat.markRead();
    },
    identify: (identity) => {
      noted('identify');
      return chat.identify(identity);
    },
    reconnect: () => {
      noted('reconnect');
      chat.reconnect();
    },
  };
}
