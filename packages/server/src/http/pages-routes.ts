import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import { IMMUTABLE } from './immutable.ts';

/** Where the pages of the server stand; each page routes what is below itself. */
const PAGES = ['/settings', '/operator', '/widget'];

interface Policy {
  /** For the few style elements that a library of the page writes. */
  readonly nonce?: string;
  readonly frameAncestors: string;
  readonly frames: string;
}

/** No script but the server's own files, none inline and none made of text; no other host at all but for pictures. */
const policyOf = ({ nonce, frameAncestors, frames }: Policy) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self'${nonce ? ` 'nonce-${nonce}'` : ''}`,
    "img-src 'self' data: blob: https:",
    "media-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self' ws: wss:",
    `frame-src ${frames}`,
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${frameAncestors}`,
  ].join('; ');

const sendPage = (reply: FastifyReply, html: string, policy: string): FastifyReply =>
  reply
    .header('content-security-policy', policy)
    // The names of the files in it change with each build.
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(html);

/**
 * Serves the settings, the operators' desk and the widget's demo: one application at three addresses, its files at
 * `/pages`, and at `/pages/preview` the frame in which they try a widget.
 *
 * @param directory the built pages
 */
export const pagesRoutes =
  (directory: string): FastifyPluginAsync =>
  async (app) => {
    // Read on each request: a build made later is served without a restart, and the page is small.
    const read = (name: string) => readFile(join(directory, name), 'utf8');
    for (const path of PAGES.flatMap((page) => [page, `${page}/*`])) {
      app.get(path, async (_request, reply) => {
        const nonce = randomBytes(16).toString('base64');
        const html = (await read('index.html')).replace('%PAGE_NONCE%', nonce);
        return sendPage(reply, html, policyOf({ nonce, frameAncestors: "'none'", frames: "'self'" }));
      });
    }
    app.get('/pages/preview', async (_request, reply) =>
      sendPage(reply, await read('preview.html'), policyOf({ frameAncestors: "'self'", frames: "'none'" })),
    );
    app.get<{ Params: { '*': string } }>('/pages/assets/*', (request, reply) =>
      reply.sendFile(request.params['*'], join(directory, 'assets'), IMMUTABLE),
    );
  };
