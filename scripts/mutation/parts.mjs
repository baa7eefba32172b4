const CORE = 'packages/core/src';

/** What is mutated, in parts that take about ten minutes each, so that an interrupted run loses little. */
export const PARTS = {
  log: [`${CORE}/conversation/{log,correction,older-messages}.ts`],
  'send-queue': [`${CORE}/delivery/{send-queue,pending-messages,machine-gate}.ts`],
  'chat-machine': [`${CORE}/machine/{chat.machine,timeouts}.ts`],
  'machine-setup': [`${CORE}/machine/machine-setup.ts`],
  dispatcher: [`${CORE}/delivery/{dispatcher,visitor-link}.ts`],
  sync: [`${CORE}/conversation/sync.ts`],
  connection: [`${CORE}/machine/{connection-region,connection.machine,chat-actor,project-connection}.ts`],
  outbox: [`${CORE}/delivery/{outbox,memory-outbox,lazy-outbox,read-row}.ts`],
  sends: [`${CORE}/delivery/visitor-sends.ts`],
  'message-store': [`${CORE}/conversation/message-store.ts`],
  conversation: [`${CORE}/conversation/conversation.ts`],
  storage: [`${CORE}/delivery/{indexed-db-outbox,timed-gate}.ts`],
};
