import type { ChatClient } from '@connective-chat/core';

/** The part of the state that must be equal in two clients with the same history. */
export function stateOf(chat: ChatClient) {
  const { messages, connection, thinking, dialog, history, limits, ...rest } = chat.getSnapshot();
  const { error, ...connected } = connection;
  return {
    status: rest.status,
    connection: { ...connected, error: error?.code },
    thinking: thinking && { since: thinking.since, until: thinking.until },
    overdue: rest.overdue,
    dialog: { status: dialog.status, hasOperator: dialog.operator !== null, queuePosition: dialog.queuePosition },
    history: { ...history, error: history.error?.code },
    sendState: rest.sendState,
    unread: rest.unread,
    read: rest.read,
    typing: rest.typing,
    limits,
    uploads: rest.uploads.map((upload) => ({
      id: upload.id,
      status: upload.status,
      progress: upload.progress,
      error: upload.error?.code,
    })),
    error: rest.error?.code,
    durability: rest.durability,
    guarantee: rest.guarantee,
    messages: messages.map((message) => ({
      id: message.id,
      serverId: message.serverId,
      seq: message.seq,
      from: message.from.kind,
      type: message.body.type,
      at: message.at,
      delivery: message.delivery,
      error: message.error?.code,
      streaming: message.streaming,
      answered: message.answer !== undefined,
      score: message.answer?.score,
      agent: message.agent,
      feedback: message.feedback?.value,
    })),
  };
}
