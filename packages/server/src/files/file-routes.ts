import type { IncomingMessage } from 'node:http';
import { isOriginAllowed } from '@connective-chat/contracts/bot';
import type { Limits } from '@connective-chat/core/protocol';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { isAddressBlocked } from '../bots/address-block-list.ts';
import type { BotRegistry } from '../bots/bot-registry.ts';
import type { RefusalLog } from '../bots/refusal-log.ts';
import type { Db } from '../db/open-database.ts';
import { clientAddress } from '../http/client-address.ts';
import type { ChatMetrics } from '../http/metrics.ts';
import { isOwnOrigin, type OwnOrigin } from '../http/own-origin.ts';
import type { Clock } from '../lib/clock.ts';
import { detectType, isPicture } from './detect-type.ts';
import type { FileLinks } from './file-links.ts';
import { dropFile, type FileRow, fillFile, readFile, takeToken } from './file-store.ts';
import { UploadSlots } from './upload-slots.ts';

export interface FileRouteDeps {
  readonly db: Db;
  readonly bots: BotRegistry;
  readonly refusals: RefusalLog;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly links: FileLinks;
  readonly countUpload: ChatMetrics['countUpload'];
  /** The desk may upload from this server's own origin, whatever the domains of the bot are. */
  readonly ownOrigin: OwnOrigin;
  /** The interval in which an upload must reach the minimum rate, in ms. */
  readonly stallMs: number;
  /** The number of our own proxies in front of the server. */
  readonly proxies: number;
}

/** The minimum upload rate; a slow phone is ten times as fast. */
const MIN_BYTES_PER_SECOND = 1024;
/** How long a client that sends too much may continue, so that it can read the answer. */
const LINGER_MS = 2000;

const UPLOAD_PATH = '/api/bots/:bot/files';
/** The type of its path, for the router. */
type UploadRoute = { Params: { bot: string } };

const TOKEN = /^Bearer ([\w-]{20,128})$/i;

/** A refused upload. */
class UploadRefused extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** @throws UploadRefused; else lets a page of this origin read the answer */
async function checkOrigin(
  { bots, ownOrigin, proxies }: FileRouteDeps,
  request: FastifyRequest<UploadRoute>,
  reply: FastifyReply,
): Promise<void> {
  const bot = await bots.get(request.params.bot);
  if (!bot) throw new UploadRefused(404, 'BOT_NOT_FOUND', 'There is no such bot.');
  const { origin } = request.headers;
  const isOwn = origin !== undefined && isOwnOrigin(ownOrigin, request.headers);
  if (!isOwn && !isOriginAllowed(bot.settings, origin)) {
    throw new UploadRefused(403, 'ORIGIN_NOT_ALLOWED', "This origin is not in the bot's list of domains.");
  }
  if (!isOwn && isAddressBlocked(bot.settings.blocking, clientAddress(request.raw, proxies))) {
    throw new UploadRefused(403, 'BANNED', 'The settings of the bot block this address.');
  }
  reply.header('vary', 'origin');
  if (origin !== undefined) reply.header('access-control-allow-origin', origin);
}

/** Reads a body of exactly the announced size; stops reading after the first excess byte. */
async function readBody(request: IncomingMessage, size: number, stallMs: number): Promise<Buffer> {
  const cutOff = () => new UploadRefused(400, 'INVALID', 'The upload was cut off.');
  const tooLarge = () => new UploadRefused(413, 'TOO_LARGE', 'The file is larger than announced.');
  if (Number(request.headers['content-length'] ?? 0) > size) throw tooLarge();
  const body = await new Promise<Buffer>((resolve, reject) => {
    const chunks: Buffer[] = [];
    let read = 0;
    let readBefore = 0;
    const least = Math.ceil((MIN_BYTES_PER_SECOND * stallMs) / 1000);
    const watch = setInterval(() => {
      if (read - readBefore < least) reject(new UploadRefused(503, 'BUSY', 'The upload was too slow.'));
      readBefore = read;
    }, stallMs);
    request.once('close', () => clearInterval(watch));
    request.once('end', () => clearInterval(watch));
    request.on('data', (chunk: Buffer) => {
      read += chunk.length;
      if (read > size) {
        request.removeAllListeners('data');
        reject(tooLarge());
      } else chunks.push(chunk);
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', () => reject(cutOff()));
    request.once('close', () => reject(cutOff()));
  });
  if (body.length < size) throw new UploadRefused(400, 'INVALID', 'The file is smaller than announced.');
  return body;
}

async function fill({ db, limits, stallMs }: FileRouteDeps, file: FileRow, request: IncomingMessage): Promise<void> {
  try {
    const bytes = await readBody(request, file.size, stallMs);
    const mime = await detectType(bytes, file.mime, limits.uploadTypes);
    if (mime === null)
      throw new UploadRefused(415, 'UNSUPPORTED_TYPE', 'The content of the file is not of its declared type.');
    if (!(await fillFile(db, file.id, mime, bytes)))
      throw new UploadRefused(410, 'INVALID', 'The upload took too long.');
  } catch (error) {
    await dropFile(db, file.id);
    throw error;
  }
}

/**
 * Answers and closes the connection, because more data may follow. It is closed when the client
 * has finished or after a while, because a client that is still writing to a closed connection never reads the answer.
 */
function refuse(request: IncomingMessage, reply: FastifyReply, { status, code, message }: UploadRefused): void {
  const body = JSON.stringify({ ok: false, code, message });
  const response = reply.hijack().raw;
  if (response.destroyed) return;
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) response.setHeader(name, value);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  });
  response.write(body);
  const end = () => response.end();
  request.once('end', end);
  request.on('error', end);
  request.resume();
  setTimeout(end, LINGER_MS).unref();
}

/** `POST /api/bots/{botId}/files`: the bytes of a file, with the token returned by `upload`. */
export const uploadRoute =
  (deps: FileRouteDeps): FastifyPluginAsync =>
  async (app) => {
    const slots = new UploadSlots();
    const busy = () => new UploadRefused(503, 'BUSY', 'Too many uploads at once.');
    const receive = async (botId: string, request: IncomingMessage): Promise<string> => {
      const [, token] = TOKEN.exec(request.headers.authorization ?? '') ?? [];
      const releaseAddress = slots.takeForAddress(clientAddress(request, deps.proxies));
      if (!releaseAddress) throw busy();
      let releaseConversation: (() => void) | null = null;
      try {
        const file = token === undefined ? undefined : await takeToken(deps.db, botId, token, deps.clock.now());
        if (!file) throw new UploadRefused(401, 'AUTH_FAILED', 'The token has been used, has expired or is unknown.');
        releaseConversation = slots.takeForConversation(file.conversation_id);
        if (!releaseConversation) {
          // The token has been used; the client requests a new one for a retry.
          await dropFile(deps.db, file.id);
          throw busy();
        }
        await fill(deps, file, request);
        return file.id;
      } finally {
        releaseConversation?.();
        releaseAddress();
      }
    };
    // The handler reads the body itself, up to the announced size.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', (_request, _payload, parsed) => parsed(null));
    app.addHook<UploadRoute>('onRequest', (request, reply) => checkOrigin(deps, request, reply));
    app.setErrorHandler((error, request, reply) => {
      if (!(error instanceof UploadRefused)) throw error;
      deps.countUpload(String(error.status));
      const { bot } = request.params as UploadRoute['Params'];
      deps.refusals.note(error, { botId: bot, origin: request.headers.origin });
      refuse(request.raw, reply, error);
    });
    app.options(UPLOAD_PATH, (_request, reply) =>
      reply
        .headers({
          'access-control-allow-methods': 'POST',
          'access-control-allow-headers': 'authorization, content-type',
          'access-control-max-age': '600',
        })
        .code(204)
        .send(),
    );
    app.post<UploadRoute>(UPLOAD_PATH, async (request, reply) => {
      const fileId = await receive(request.params.bot, request.raw);
      deps.countUpload('201');
      return reply.code(201).send({ ok: true, fileId });
    });
    app.route({
      method: ['GET', 'PUT', 'PATCH', 'DELETE'],
      url: UPLOAD_PATH,
      handler: () => Promise.reject(new UploadRefused(405, 'INVALID', 'Use POST to upload a file.')),
    });
  };

/** `name.pdf` for every client, `файл.pdf` for those that read the newer form. */
function disposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const full = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `${kind}; filename="${plain}"; filename*=UTF-8''${full}`;
}

/** Serves a file to anyone with its signed URL. Only pictures are displayed inline; other files are downloaded. */
export const downloadRoute =
  ({ db, clock, links }: FileRouteDeps): FastifyPluginAsync =>
  async (app) => {
    app.get<{ Params: { '*': string } }>('/files/*', async (request, reply) => {
      const link = links.check(`/files/${request.params['*']}`);
      const file = link && (await readFile(db, link.fileId));
      if (!link || !file?.content) return reply.callNotFound();
      const shown = isPicture(file.mime);
      return reply
        .headers({
          'content-type': file.mime.startsWith('text/') ? 'text/plain; charset=utf-8' : file.mime,
          'content-disposition': disposition(shown ? 'inline' : 'attachment', file.name),
          'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
          'x-content-type-options': 'nosniff',
          'cache-control': `private, max-age=${Math.max(0, Math.floor((link.expires - clock.now()) / 1000))}, immutable`,
        })
        .send(Buffer.from(file.content));
    });
  };
