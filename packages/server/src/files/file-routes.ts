import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Limits } from '@connective-chat/core/protocol';
import type { BotRegistry } from '../bots/bot-registry.ts';
import { isOriginAllowed } from '../bots/origin.ts';
import type { Db } from '../db/open-database.ts';
import type { ChatMetrics } from '../http/metrics.ts';
import { isOwnOrigin, type OwnOrigin } from '../http/own-origin.ts';
import { type Route, sendJson } from '../http/router.ts';
import type { Clock } from '../lib/clock.ts';
import type { FileLinks } from './file-links.ts';
import { dropFile, type FileRow, fillFile, readFile, takeToken } from './file-store.ts';
import { isPicture, judgeType } from './judge-type.ts';

export interface FileRouteDeps {
  readonly db: Db;
  readonly bots: BotRegistry;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly links: FileLinks;
  readonly countUpload: ChatMetrics['countUpload'];
  /** The desk uploads from pages of this server, whatever the bot's list says. */
  readonly ownOrigin: OwnOrigin;
}

/** Uploads at once: each is held in memory until it has been judged. */
const MAX_AT_ONCE = 16;
/** How long a client that sends more than it said may go on, so that it can read the answer. */
const LINGER_MS = 2000;

const UPLOAD_PATH = /^\/api\/bots\/([^/]{1,64})\/files$/;
const TOKEN = /^Bearer ([\w-]{20,128})$/i;

/** Thrown for an upload that is not taken. */
class NotTaken extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Lets a page of this origin read the answer. */
function allowOrigin(response: ServerResponse, origin: string | undefined): void {
  response.setHeader('vary', 'origin');
  if (origin !== undefined) response.setHeader('access-control-allow-origin', origin);
}

async function checkOrigin(
  { bots, ownOrigin }: FileRouteDeps,
  botId: string,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const bot = await bots.get(botId);
  if (!bot) throw new NotTaken(404, 'BOT_NOT_FOUND', 'There is no such bot.');
  const { origin, host } = request.headers;
  const isOwn = origin !== undefined && isOwnOrigin(ownOrigin, origin, host);
  if (!isOwn && !isOriginAllowed(bot.settings, origin)) {
    throw new NotTaken(403, 'ORIGIN_NOT_ALLOWED', "This origin is not in the bot's list of domains.");
  }
  allowOrigin(response, origin);
}

/** The bytes of a body, which are exactly as many as were announced: one more and nobody waits for the rest. */
async function readBody(request: IncomingMessage, size: number): Promise<Buffer> {
  const cutOff = () => new NotTaken(400, 'INVALID', 'The upload was cut off.');
  const tooLarge = () => new NotTaken(413, 'TOO_LARGE', 'The file is larger than was announced.');
  if (Number(request.headers['content-length'] ?? 0) > size) throw tooLarge();
  const body = await new Promise<Buffer>((resolve, reject) => {
    const chunks: Buffer[] = [];
    let read = 0;
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
  if (body.length < size) throw new NotTaken(400, 'INVALID', 'The file is smaller than was announced.');
  return body;
}

async function fill({ db, limits }: FileRouteDeps, file: FileRow, request: IncomingMessage): Promise<void> {
  try {
    const bytes = await readBody(request, file.size);
    const mime = await judgeType(bytes, file.mime, limits.uploadTypes);
    if (mime === null) throw new NotTaken(415, 'UNSUPPORTED_TYPE', 'The file is not what it claims to be.');
    if (!(await fillFile(db, file.id, mime, bytes))) throw new NotTaken(410, 'INVALID', 'It took too long.');
  } catch (error) {
    await dropFile(db, file.id);
    throw error;
  }
}

/** Answers and ends the connection: there may be more on its way than anybody wants to read. */
function refuse(request: IncomingMessage, response: ServerResponse, { status, code, message }: NotTaken): void {
  if (response.destroyed) return;
  response.setHeader('connection', 'close');
  sendJson(response, status, { ok: false, code, message });
  request.on('error', () => {});
  request.resume();
  setTimeout(() => request.destroy(), LINGER_MS).unref();
}

/** `POST /api/bots/{botId}/files`: the bytes of a file, with the token that `upload` gave for it. */
export function uploadRoute(deps: FileRouteDeps): Route {
  let under = 0;
  const take = async (botId: string, request: IncomingMessage): Promise<string> => {
    const [, token] = TOKEN.exec(request.headers.authorization ?? '') ?? [];
    if (under >= MAX_AT_ONCE) throw new NotTaken(503, 'BUSY', 'Too many uploads at once.');
    under += 1;
    try {
      const file = token === undefined ? undefined : await takeToken(deps.db, botId, token, deps.clock.now());
      if (!file) throw new NotTaken(401, 'AUTH_FAILED', 'The token is used, over or unknown.');
      await fill(deps, file, request);
      return file.id;
    } finally {
      under -= 1;
    }
  };
  return async (request, response, path) => {
    const [, botId] = UPLOAD_PATH.exec(path) ?? [];
    if (botId === undefined) return false;
    try {
      await checkOrigin(deps, botId, request, response);
      if (request.method === 'OPTIONS') {
        response.setHeader('access-control-allow-methods', 'POST');
        response.setHeader('access-control-allow-headers', 'authorization, content-type');
        response.setHeader('access-control-max-age', '600');
        response.writeHead(204).end();
        return true;
      }
      if (request.method !== 'POST') throw new NotTaken(405, 'INVALID', 'Files are posted.');
      const fileId = await take(botId, request);
      deps.countUpload('201');
      return sendJson(response, 201, { ok: true, fileId });
    } catch (error) {
      if (!(error instanceof NotTaken)) throw error;
      deps.countUpload(String(error.status));
      refuse(request, response, error);
      return true;
    }
  };
}

/** `name.pdf` for every client, `файл.pdf` for those that read the newer form. */
function disposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const full = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `${kind}; filename="${plain}"; filename*=UTF-8''${full}`;
}

/** Gives a file to whoever has its address. Only pictures are shown; everything else is saved. */
export function downloadRoute({ db, clock, links }: FileRouteDeps): Route {
  return async (request, response, path) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const link = links.check(path);
    if (link === undefined) return false;
    const file = link && (await readFile(db, link.fileId));
    if (!link || !file?.content) return false;
    const shown = isPicture(file.mime);
    response.writeHead(200, {
      'content-type': file.mime.startsWith('text/') ? 'text/plain; charset=utf-8' : file.mime,
      'content-length': file.content.byteLength,
      'content-disposition': disposition(shown ? 'inline' : 'attachment', file.name),
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': `private, max-age=${Math.max(0, Math.floor((link.expires - clock.now()) / 1000))}, immutable`,
    });
    response.end(request.method === 'HEAD' ? undefined : Buffer.from(file.content));
    return true;
  };
}
