import type { LiveExamples } from './live-example.types.ts';

const told = (option: string, print = 'server.handshakes.at(-1)'): string =>
  `const chat = createChatClient({ ...clientOptions, ${option} });
chat.start();
await wait(200);
log(${print});`;

const PARAMS = 'server.conversation.params';

/** One example for each option of `createChatClient()`. */
export const CLIENT_OPTIONS: LiveExamples = {
  url: `// In your page: createChatClient({ url: 'https://chat.example.com', botId: 1 })
const chat = createChatClient({ ...clientOptions });
chat.status.subscribe((status) => log(status));
chat.start();`,
  botId: told('botId: 1'),
  locale: told(`locale: 'uk'`),
  userId: told(`userId: 'customer-7'`),
  getToken: told(`getToken: async () => 'a token of your backend'`),
  paramsFromSite: told(`paramsFromSite: { plan: 'pro', product: { id: 7 } }`, PARAMS),
  collectPageContext: told('collectPageContext: false', PARAMS),
  recognizeUserMeta: told('recognizeUserMeta: true'),
  version: `const chat = createChatClient({ ...clientOptions, version: 'v2' });
log(chat.getSnapshot().guarantee);`,
  dialect: `// A dialect is a file of your own: createChatClient({ ...clientOptions, dialect: myDialect })
const chat = createChatClient({ ...clientOptions });
log('the built-in dialect:', chat.getSnapshot().guarantee);`,
  open: told('open: false', 'server.handshakes.length, "connection; the bot does not greet before chat.setOpen(true)"'),
  socketPath: `const chat = createChatClient({ ...clientOptions, socketPath: '/chat/socket.io' });
log('behind a proxy that serves the chat below /chat');`,
  apiUrl: `const chat = createChatClient({ ...clientOptions, apiUrl: 'https://files.example.com' });
log('files would go to https://files.example.com');`,
  whileThinking: `const chat = createChatClient({ ...clientOptions, whileThinking: 'queue' });
chat.queued.subscribe((queued) => log('waiting:', queued ? queued.text : 'nothing'));
chat.start();
await wait(200);
chat.send('How long does delivery take?');
await wait(300);
chat.send('And returns?');`,
  timeouts: `const chat = createChatClient({ ...clientOptions, timeouts: { thinking: 2000, thinkingMax: 2000 } });
chat.thinking.subscribe((thinking) => log(thinking ? thinking.text : 'not thinking'));
chat.start();
await wait(200);
server.think(['Searching'], { ttlMs: 60000 }); // ends after two seconds`,
  platform: `log('replaced here:', Object.keys(clientOptions.platform));
const chat = createChatClient({ ...clientOptions });
chat.start();`,
  recorder: `const recorder = (options, create) => {
  const chat = create(options);
  log('a recorder may wrap the client; see "Recordings and the inspector"');
  return chat;
};
const chat = createChatClient({ ...clientOptions, recorder });`,
  inspect: `let events = 0;
const chat = createChatClient({ ...clientOptions, inspect: () => { events += 1; } });
chat.start();
await wait(300);
log(events, 'events of the machine');`,
};
