import type { LiveExamples } from './live-example.types.ts';

const widget = (option: string, after = ''): string =>
  `const widget = createWidget({ ...widgetOptions, ${option} });${after ? `\n${after}` : ''}`;

/** For an option that the client of the widget gets: what the server is told. */
const told = (option: string, print: string): string => `const { client, ...rest } = widgetOptions;
const chat = createChatClient({ ...clientOptions, ${option} });
const widget = createWidget({ ...rest, client: chat });
chat.start();
await wait(200);
log(${print});`;

const HANDSHAKE = 'server.handshakes.at(-1)';
const PARAMS = 'server.conversation.params';

/** One example for each option of `createWidget()`. */
export const WIDGET_OPTIONS: LiveExamples = {
  server: `// In your page: createWidget({ server: 'https://chat.example.com', botId: 1 })
const widget = createWidget({ ...widgetOptions });
log(widgetOptions.server, 'is a server inside this page');`,
  botId: `const widget = createWidget({ ...widgetOptions, botId: 1 });
log('the bot', widgetOptions.botId);`,
  format: widget(`format: 'mini'`, 'widget.open({ focus: false });'),
  locale: widget(`locale: 'uk'`),
  userId: told(`userId: 'customer-7'`, HANDSHAKE),
  getToken: told(`getToken: async () => 'a token of your backend'`, HANDSHAKE),
  paramsFromSite: told(`paramsFromSite: { plan: 'pro', product: { id: 7 } }`, PARAMS),
  collectPageContext: told('collectPageContext: false', PARAMS),
  recognizeUserMeta: told('recognizeUserMeta: true', HANDSHAKE),
  openOnMessage: `const widget = createWidget({ ...widgetOptions, format: 'mini', openOnMessage: true });
widget.on('open', () => log('opened by the message'));
await wait(1500);
server.say('Your parcel has arrived.', 'operator');`,
  colors: widget(
    `colors: { accent: '#7c3aed', header: { bg: 'linear-gradient(90deg, #2e1065, #7c3aed)', text: '#fff' } }`,
  ),
  theme: widget(`theme: 'dark'`),
  title: widget(`title: 'My shop'`),
  subtitle: widget(`title: 'My shop', subtitle: 'We answer within a minute'`),
  avatar: widget(
    `title: 'My shop', avatar: URL.createObjectURL(new Blob(['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path fill="#7c3aed" d="M0 0h8v8H0z"/></svg>'], { type: 'image/svg+xml' }))`,
  ),
  launcher: widget(`format: 'mini', launcher: { closeIcon: 'close' }`, 'widget.open({ focus: false });'),
  position: widget(`format: 'mini', position: { x: 'left', y: 'bottom', offset: 40 }`),
  zIndex: widget(`format: 'mini', zIndex: 5`),
  channels: widget(
    `format: 'multi', channels: [{ id: 'telegram', url: 'https://t.me/example' }, { id: 'mail', url: 'mailto:help@example.com', label: 'E-mail' }]`,
  ),
  channelsTitle: widget(
    `format: 'multi', channelsTitle: 'Write to us', channels: [{ id: 'viber', url: 'viber://chat?number=1' }]`,
  ),
  texts: widget(`texts: { placeholder: 'Ask about your order…' }`),
  whileThinking: `const { client, ...rest } = widgetOptions;
const chat = createChatClient({ ...clientOptions, whileThinking: 'queue' });
const widget = createWidget({ ...rest, client: chat });
await wait(300);
chat.send('How long does delivery take?');
await wait(600);
chat.send('And returns?'); // waits above the input until the answer is there`,
  version: `log("createWidget({ server, botId: 1, version: 'legacy' }) speaks the old protocol; the server here speaks v2");
const widget = createWidget({ ...widgetOptions, version: 'v2' });`,
  apiUrl: widget(`apiUrl: 'https://files.example.com'`, `log('files would go to https://files.example.com');`),
  socketPath: widget(`socketPath: '/chat/socket.io'`, `log('behind a proxy that serves the chat below /chat');`),
  nonce: widget(`nonce: 'the nonce of your policy'`),
  customCode: widget('customCode: false', `log('the Custom Code of the bot does not run');`),
  preChat: widget(
    `preChat: { title: 'Before we start', fields: [{ name: 'name', label: 'Your name', required: true }, { name: 'agree', label: 'I agree', type: 'checkbox', required: true }] }`,
  ),
  target: `const box = document.createElement('div');
box.style.cssText = 'block-size: 100%; border: 3px dashed; box-sizing: border-box';
widgetOptions.target.append(box);
const widget = createWidget({ ...widgetOptions, target: box });`,
  client: `const chat = createChatClient({ ...clientOptions });
chat.messages.subscribe((messages) => log(messages.length, 'messages'));
const widget = createWidget({ ...widgetOptions, client: chat });`,
};
