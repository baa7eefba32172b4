import type { LiveExamples } from './live-example.types.ts';

const START = `const chat = createChatClient({ ...clientOptions });
chat.start();
await wait(200);
`;

/** A code that the server gives to a message. Some are repeated until the server takes the message. */
const refused = (code: string, options = ''): string => `${START}server.refuse('send', '${code}'${options});
const sent = chat.send('Hello');
chat.messages.subscribe((messages) => {
  const { delivery, error } = messages.at(-1);
  log(delivery, error ? error.code : '');
});
log((await sent.settled).delivery);`;

/** A code that ends the connection for good. */
const ended = (code: string, message: string): string => `const chat = createChatClient({ ...clientOptions });
chat.connection.subscribe(({ status, error }) => log(status, error ? error.code : ''));
chat.start();
await wait(200);
server.push('bye', { code: '${code}', message: '${message}', retry: false });
await wait(200);
log('chat.error:', chat.error.get());`;

const REPEATED = ', { retryAfterMs: 1500 }';

/** A connection that ends and is opened again. */
const lost = (how: string): string => `const chat = createChatClient({ ...clientOptions });
chat.connection.subscribe(({ status, error }) => log(status, error ? error.code : ''));
chat.start();
await wait(300);
${how}`;

/** One example for each code that a client can meet. */
export const ERROR_CODES: LiveExamples = {
  RATE_LIMITED: refused('RATE_LIMITED', REPEATED),
  BUSY: refused('BUSY', REPEATED),
  THINKING_LOCK: refused('THINKING_LOCK', REPEATED),
  UNAVAILABLE: refused('UNAVAILABLE', REPEATED),
  INTERNAL: refused('INTERNAL', REPEATED),
  DEPLOY: lost(`server.push('bye', { code: 'DEPLOY', message: 'a new version', retry: true, retryAfterMs: 1000 });`),
  OVERLOADED: lost(`server.push('bye', { code: 'OVERLOADED', message: 'too many', retry: true, retryAfterMs: 1000 });`),
  CONNECTION_LOST: lost('server.drop();'),
  CONNECT_FAILED: `server.reachable = false;
${lost('await wait(2500);\nserver.reachable = true; // the next attempt connects')}`,
  CONNECT_TIMEOUT: `const chat = createChatClient({ ...clientOptions, timeouts: { hello: 1000 } });
chat.connection.subscribe(({ status, error }) => log(status, error ? error.code : ''));
server.silent = true; // opens the connection, and answers nothing
chat.start();
await wait(2000);
server.silent = false;`,
  NO_ANSWER: `const chat = createChatClient({ ...clientOptions, timeouts: { ack: 1000, probe: 1000 } });
chat.connection.subscribe(({ status, error }) => log(status, error ? error.code : ''));
chat.start();
await wait(300);
server.silent = true;
chat.send('Hello');
await wait(3000);
server.silent = false;`,
  RESUME_REQUIRED: refused('RESUME_REQUIRED'),
  EPOCH_CHANGED: `${START}chat.on('discontinuity', ({ reason }) => log('the log was replaced:', reason));
server.restore(0);`,
  TOO_LARGE: refused('TOO_LARGE'),
  INVALID: refused('INVALID'),
  UNSUPPORTED_TYPE: refused('UNSUPPORTED_TYPE'),
  CID_CONFLICT: refused('CID_CONFLICT'),
  CONVERSATION_CLOSED: refused('CONVERSATION_CLOSED'),
  BLOCKED: refused('BLOCKED'),
  TOKEN_EXPIRED: ended('TOKEN_EXPIRED', 'the token is too old'),
  AUTH_FAILED: ended('AUTH_FAILED', 'the token was not accepted'),
  ORIGIN_NOT_ALLOWED: ended('ORIGIN_NOT_ALLOWED', 'this page may not use the bot'),
  BOT_NOT_FOUND: ended('BOT_NOT_FOUND', 'there is no such bot'),
  PROTOCOL_UNSUPPORTED: ended('PROTOCOL_UNSUPPORTED', 'the client is too old'),
  REPLACED: ended('REPLACED', 'a newer connection of this tab'),
  SESSION_ENDED: ended('SESSION_ENDED', 'ended by the server'),
  BANNED: ended('BANNED', 'the address is blocked'),
  UPLOAD_CANCELLED: `${START}server.faults = { delay: (event) => (event === 'file' ? 5000 : 0) };
const upload = chat.upload(new File(['text'], 'note.txt', { type: 'text/plain' }));
await wait(300);
log(chat.uploads.get());
chat.cancelUpload(upload.id);
log(chat.uploads.get().length, 'uploads');`,
  UPLOAD_FAILED: `${START}server.reachable = false;
chat.upload(new File(['text'], 'note.txt', { type: 'text/plain' }));
await wait(500);
log(chat.uploads.get());`,
  TYPE_MISMATCH: `${START}server.refuse('upload', 'TYPE_MISMATCH');
chat.upload(new File(['text'], 'photo.png', { type: 'image/png' }));
await wait(500);
log(chat.uploads.get());`,
  MISUSE: `createChatClient({ botId: 1 }); // without a url`,
};
