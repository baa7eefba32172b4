import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import { IMMUTABLE } from './immutable.ts';

const HASHED = /-[A-Z0-9]{8}\.js$/i;

/** The loaders, and their copies with version and hash in the name. */
const LOADER = /^kwjs(-legacy)?(-[\w.+-]+-[\da-f]{8})?\.js(\.map)?$/;

/**
 * Serves the widget's files to pages of any origin: `kwjs.js` and `kwjs-legacy.js`, a copy of each under the name
 * of its version, and what they load. The same files are also below `/widget-assets`.
 *
 * @param directory the widget's browser build; a later build is served without a restart
 */
export const widgetRoutes =
  (directory: string): FastifyPluginAsync =>
  async (app) => {
    const send = (reply: FastifyReply, file: string) => {
      reply.header('access-control-allow-origin', '*');
      if (HASHED.test(file)) return reply.sendFile(file, directory, IMMUTABLE);
      // The loaders keep their names, so browsers must revalidate them.
      return reply.header('cache-control', 'no-cache').sendFile(file, directory);
    };
    app.get<{ Params: { '*': string } }>('/widget-assets/*', ({ params }, reply) => send(reply, params['*']));
    app.get<{ Params: { file: string } }>('/chunks/:file', ({ params }, reply) => send(reply, `chunks/${params.file}`));
    app.get<{ Params: { rest: string } }>('/kwjs:rest', ({ params }, reply) => {
      const file = `kwjs${params.rest}`;
      return LOADER.test(file) ? send(reply, file) : reply.callNotFound();
    });
    for (const file of ['widget.js', 'widget.js.map', 'integrity.json']) {
      app.get(`/${file}`, (_request, reply) => send(reply, file));
    }
  };
