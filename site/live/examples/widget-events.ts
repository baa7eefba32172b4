import type { LiveExamples } from './live-example.types.ts';

const on = (event: string, handler: string, then: string): string => `const widget = createWidget({ ...widgetOptions });
widget.on('${event}', ${handler});
await wait(400);
${then}`;

/** One example for each event of the widget. */
export const WIDGET_EVENTS: LiveExamples = {
  ready: `const widget = createWidget({ ...widgetOptions });
widget.on('ready', ({ client }) => log('ready:', client.status.get()));`,
  open: `const widget = createWidget({ ...widgetOptions, format: 'mini' });
widget.on('open', () => log('open'));
widget.open({ focus: false });`,
  close: `const widget = createWidget({ ...widgetOptions, format: 'mini' });
widget.on('close', () => log('close'));
widget.open({ focus: false });
await wait(1500);
widget.close();`,
  message: on('message', '({ from, body }) => log(from.kind, body)', "server.say('Your parcel is on its way.');"),
  unread: `const widget = createWidget({ ...widgetOptions, format: 'mini' });
widget.on('unread', (count) => log(count, 'unread'));
await wait(2000);
server.say('Your parcel is on its way.', 'operator');`,
  operator: on(
    'operator',
    "(operator) => log(operator ? operator.name + ' joined' : 'left')",
    "server.handoff({ id: 'maria', name: 'Maria' });",
  ),
  error: on(
    'error',
    '(error) => log(error)',
    `server.refuse('send', 'BLOCKED', { message: 'not allowed here' });
widget.client.send('Hello');`,
  ),
};

/** One example for each method of the widget. */
export const WIDGET_METHODS: LiveExamples = {
  open: `const widget = createWidget({ ...widgetOptions, format: 'mini' });
await wait(800);
widget.open({ focus: false });`,
  close: `const widget = createWidget({ ...widgetOptions, format: 'mini' });
widget.open({ focus: false });
await wait(1500);
widget.close();`,
  setParams: `const widget = createWidget({ ...widgetOptions });
await wait(300);
widget.setParams({ plan: 'pro' });
await wait(300);
log(server.conversation.params);`,
  setColors: `const widget = createWidget({ ...widgetOptions });
await wait(800);
widget.setColors({ accent: '#b45309' });`,
  setHeading: `const widget = createWidget({ ...widgetOptions });
await wait(800);
widget.setHeading({ title: 'My shop', subtitle: 'Open until 18:00' });`,
  goTo: `const widget = createWidget({ ...widgetOptions });
await wait(300);
widget.goTo('returns');
await wait(300);
log(server.conversation.log.at(-1).body);`,
  stop: `const widget = createWidget({ ...widgetOptions });
await wait(300);
widget.client.send('How long does delivery take?');
await wait(1200);
widget.stop();`,
  on: `const widget = createWidget({ ...widgetOptions });
const remove = widget.on('message', ({ from }) => log('a message of', from.kind));
await wait(500);
server.say('First');
remove();
server.say('Second'); // not logged`,
};
