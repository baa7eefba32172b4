const CORE = 'packages/core/src';

/** What is mutated, in parts that take about ten minutes each, so that an interrupted run loses little. */
export const PARTS = {
  log: [`${CORE}/conversation/{log,correction,older-messages}.ts`],
  sync: [`${CORE}/conversation/sync.ts`],
  'send-queue': [`${CORE}/delivery/{send-queue,dispatcher,visitor-link,pending-messages,machine-gate}.ts`],
  machine: [`${CORE}/machine/{machine-setup,chat.machine,timeouts}.ts`],
  connection: [`${CORE}/machine/{connection-region,connection.machine,chat-actor,project-connection}.ts`],
  outbox: [`${CORE}/delivery/{outbox,visitor-sends,memory-outbox,lazy-outbox,read-row}.ts`],
  'message-store': [`${CORE}/conversation/message-store.ts`],
  conversation: [`${CORE}/conversation/conversation.ts`],
  storage: [`${CORE}/delivery/{indexed-db-outbox,timed-gate}.ts`],
};
