import { stat } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import type { FastifyPluginAsync } from 'fastify';

/** A folder of static files, served below a path. */
export interface Mount {
  /** Begins with `/`. */
  readonly path: string;
  readonly directory: string;
}

/** The policy for pages of a mount: they may load their own files and connect to this server. */
const PAGE_POLICY = [
  "default-src 'self'",
  "img-src 'self' data: https:",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self' ws: wss:",
  "frame-ancestors 'self'",
].join('; ');

/**
 * The file for a path: the file itself, a page of that name, or the index of that folder. A path without a file and
 * without an extension is a client-side route, so it gets the application's page.
 *
 * @returns relative to the folder; null if there is none
 */
async function findFile(directory: string, path: string): Promise<string | null> {
  const inside = (file: string) => resolve(directory, file).startsWith(resolve(directory) + sep);
  for (const file of [path, `${path}.html`, join(path, 'index.html')]) {
    if (inside(file) && (await stat(join(directory, file)).catch(() => null))?.isFile()) return file;
  }
  return extname(path) === '' ? 'index.html' : null;
}

/** Serves a folder below a path. Files are read on each request, so that a later build is served without a restart. */
export const mountRoutes =
  ({ path, directory }: Mount): FastifyPluginAsync =>
  async (app) => {
    const base = path.replace(/\/+$/, '');
    if (base !== '') app.get(base, (_request, reply) => reply.redirect(`${base}/`, 308));
    app.get<{ Params: { '*': string } }>(`${base}/*`, async (request, reply) => {
      const file = await findFile(directory, request.params['*']);
      if (file === null) return reply.callNotFound();
      return reply.header('content-security-policy', PAGE_POLICY).sendFile(file, directory);
    });
  };
