import type { IncomingMessage, ServerResponse } from 'node:http';
import sirv from 'sirv';
import type { Mount } from '../config/server-options.ts';
import type { Route } from './router.ts';

/** A page of a mount is the host's own application: it may load itself, and talk to this server. */
const PAGE_POLICY = [
  "default-src 'self'",
  "img-src 'self' data: https:",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self' ws: wss:",
  "frame-ancestors 'self'",
].join('; ');

/** Lets a folder answer under another address; false if it has no such file. */
function serveAs(
  serve: ReturnType<typeof sirv>,
  request: IncomingMessage,
  response: ServerResponse,
  url: string,
): Promise<boolean> {
  return new Promise((resolve) => {
    const original = request.url;
    request.url = url;
    response.once('close', () => resolve(true));
    serve(request, response, () => {
      request.url = original;
      resolve(false);
    });
  });
}

/** Serves a folder below a path; an address without a file is the application's own, so it gets its page. */
export function mountFolder(mount: Mount): Route {
  const base = mount.path.replace(/\/+$/, '');
  // `dev`: read from disk on each request, so that a build made later is served without a restart.
  const serve = sirv(mount.directory, { dev: true, single: true, etag: true });
  return (request, response, path) => {
    if (path === base && base !== '') {
      response.writeHead(308, { location: `${base}/` }).end();
      return true;
    }
    if (!path.startsWith(`${base}/`)) return false;
    response.setHeader('content-security-policy', PAGE_POLICY);
    return serveAs(serve, request, response, (request.url ?? '/').slice(base.length));
  };
}

/** Serves files whose names change with their content. */
export function mountAssets(base: string, directory: string): Route {
  const serve = sirv(directory, {
    dev: true,
    setHeaders: (response) => response.setHeader('cache-control', 'public, max-age=31536000, immutable'),
  });
  return (request, response, path) =>
    path.startsWith(`${base}/`) && serveAs(serve, request, response, (request.url ?? '/').slice(base.length));
}

const HASHED = /-[A-Z0-9]{8}\.js$/i;

/** What the loaders ask for beside themselves, and the same files below a path of their own. */
const WIDGET_FILE =
  /^\/(?:widget-assets\/(.+)|((?:kwjs(?:-legacy)?(?:-[\w.+-]+-[\da-f]{8})?|widget)\.js(?:\.map)?|integrity\.json|chunks\/[\w.-]+))$/;

/**
 * Serves the widget's files, for pages of any origin: `kwjs.js` and `kwjs-legacy.js`, a copy of each under the name
 * of its version, and what they load.
 */
export function serveWidget(directory: string): Route {
  const serve = sirv(directory, {
    dev: true,
    etag: true,
    setHeaders: (response, path) => {
      response.setHeader('access-control-allow-origin', '*');
      // A hash in the name changes with the content; the loaders keep their names and are asked for anew.
      response.setHeader('cache-control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  return (request, response, path) => {
    const [, below, beside] = WIDGET_FILE.exec(path) ?? [];
    const file = below ?? beside;
    if (file === undefined) return false;
    return serveAs(serve, request, response, `/${file}`);
  };
}
