import type { LiveExamples } from './live-example.types.ts';

const on = (
  event: string,
  handler: string,
  then: string,
): string => `const chat = createChatClient({ ...clientOptions });
chat.on('${event}', ${handler});
chat.start();
await wait(300);
${then}`;

/** One example for each event of the client. */
export const CLIENT_EVENTS: LiveExamples = {
  message: on('message', '({ from, body }) => log(from.kind, body)', "server.say('Your parcel is on its way.');"),
  operator: on(
    'operator',
    "(operator) => log(operator ? operator.name : 'left')",
    "server.handoff({ id: 'maria', name: 'Maria' });",
  ),
  discontinuity: on('discontinuity', '({ reason }) => log(reason)', 'server.restore(0); // as after a restored backup'),
  command: on('command', '(command) => log(command)', "server.push('command', { title: 'Orders' });"),
  thinkingTimeout: on(
    'thinkingTimeout',
    "({ text }) => log('over:', text)",
    "server.think(['Searching'], { ttlMs: 1000 });",
  ),
  stopSettled: on(
    'stopSettled',
    '(outcome) => log(outcome)',
    `chat.send('How long does delivery take?');
await wait(500);
chat.stop();`,
  ),
  feedbackSettled: on(
    'feedbackSettled',
    '(outcome) => log(outcome)',
    `server.answer('It takes three days.');
await wait(200);
log(chat.feedback(chat.messages.get().at(-1).id, 'up'));`,
  ),
  protocolError: on('protocolError', '(issue) => log(issue)', "server.push('msg', { damaged: true });"),
  error: on(
    'error',
    '(error) => log(error)',
    `server.refuse('send', 'BLOCKED', { message: 'not allowed here' });
chat.send('Hello');`,
  ),
  warning: on('warning', '(text) => log(text)', "chat.setParams({ plan: () => 'a function is no value' });"),
};
