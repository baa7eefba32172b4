import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import { IMMUTABLE } from './immutable.ts';

/** The paths of the server's pages; each page handles the paths below its own. */
const PAGES = ['/settings', '/operator', '/widget'];

interface Policy {
  /** For style elements created by a library. */
  readonly nonce?: string;
  readonly frameAncestors: string;
  readonly frames: string;
}

/** Only the server's own script files, no inline scripts or `eval`, and no other hosts except for pictures. */
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
    // The file names in the page change with each build.
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(html);

/**
 * Serves the settings, the operator desk and the Widget Demo: one application at three paths, with its files at
 * `/pages`, and the preview frame at `/pages/preview`.
 *
 * @param directory the built pages
 */
export const pagesRoutes =
  (directory: string): FastifyPluginAsync =>
  async (app) => {
    // Read on each request, so that a later build is served without a restart; the page is small.
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
