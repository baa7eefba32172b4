import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { get, type Route, sendText } from './router.ts';
import { mountAssets } from './static-files.ts';

/** Where the pages of the server stand; what is below each is the page's own to tell apart. */
const PAGE = /^\/(settings|operator|widget)(\/|$)/;
const HTML = 'text/html; charset=utf-8';

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

function sendPage(response: ServerResponse, html: string, policy: string): true {
  response.setHeader('content-security-policy', policy);
  // The names of the files in it change with each build.
  response.setHeader('cache-control', 'no-store');
  return sendText(response, 200, HTML, html);
}

/**
 * Serves the settings, the operators' desk and the widget's demo: one application at three addresses, its files at
 * `/pages`, and at `/pages/preview` the frame in which they try a widget.
 *
 * @param directory the built pages
 */
export function pagesRoutes(directory: string): Route[] {
  // Read on each request: a build made later is served without a restart, and the page is small.
  const read = (name: string) => readFileSync(join(directory, name), 'utf8');
  return [
    (request, response, path) => {
      if (!PAGE.test(path) || (request.method !== 'GET' && request.method !== 'HEAD')) return false;
      const nonce = randomBytes(16).toString('base64');
      const policy = policyOf({ nonce, frameAncestors: "'none'", frames: "'self'" });
      return sendPage(response, read('index.html').replace('%PAGE_NONCE%', nonce), policy);
    },
    get('/pages/preview', (_, response) =>
      sendPage(response, read('preview.html'), policyOf({ frameAncestors: "'self'", frames: "'none'" })),
    ),
    mountAssets('/pages/assets', join(directory, 'assets')),
  ];
}
