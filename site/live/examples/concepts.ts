import type { LiveExamples } from './live-example.types.ts';

/** Examples of concepts, each named by the page that shows it. */
export const CONCEPTS: LiveExamples = {
  thinking: `const widget = createWidget({ ...widgetOptions });
await wait(400);
widget.client.thinking.subscribe((thinking) => log(thinking ? thinking.text : 'not thinking'));
widget.client.send('How long does delivery take?');`,
  deadline: `const widget = createWidget({ ...widgetOptions });
await wait(400);
server.think(['Searching our help pages'], {
  ttlMs: 3000,
  overdue: { text: 'This takes longer than usual. I am still on it.', choices: ['wait', 'person', 'retry'] },
});
widget.client.overdue.subscribe((overdue) => log(overdue ? overdue.choices : 'not overdue'));`,
  approval: `const widget = createWidget({ ...widgetOptions });
await wait(400);
widget.client.send('Please change my address to Lviv');`,
  handoff: `const widget = createWidget({ ...widgetOptions });
await wait(400);
widget.client.dialog.subscribe(({ status, operator }) => log(status, operator ? operator.name : ''));
widget.client.send('I would like to talk to a person');
await wait(1500);
server.say('Good afternoon, this is Maria. How can I help?', 'operator');`,
  client: `const chat = createChatClient({ ...clientOptions });
const release = chat.start();

chat.on('message', ({ body }) => log(body.text));
chat.thinking.subscribe((thinking) => log(thinking ? '… ' + thinking.text : 'not thinking'));

await wait(300);
const sent = chat.send('How long does delivery take?');
log((await sent.settled).delivery);`,
  widget: `const widget = createWidget({ ...widgetOptions, format: 'mini', colors: { accent: '#7c3aed' } });
widget.on('unread', (count) => log(count, 'unread'));
widget.open({ focus: false });`,
};
