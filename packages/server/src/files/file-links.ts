import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Body } from '@connective-chat/core/protocol';

/** The minimum lifetime of a link. */
const LIFE_MS = 3_600_000;
/** Links expire at full quarters of an hour, so that a picture loaded again has the same URL. */
const STEP_MS = 900_000;

const PATH = /^\/files\/([\w-]{1,64})\/(\d{1,15})\/([\w-]{43})$/;

/** Creates and verifies signed file URLs. Anyone with a URL can read the file until it expires. */
export interface FileLinks {
  /** Returns a message's body with absolute URLs for its file and for paths on this server. */
  withUrl(body: Body): Body;
  /** @returns the id of the file, null if the link is invalid or has expired, undefined if the path is not that of a file */
  check(path: string): { readonly fileId: string; readonly expires: number } | null | undefined;
}

export function createFileLinks(options: {
  key: string;
  now: () => number;
  /** The URL of this server, for pages of other origins. */
  baseUrl: () => string;
}): FileLinks {
  const sign = (fileId: string, expires: number) =>
    createHmac('sha256', options.key).update(`file:${fileId}:${expires}`).digest('base64url');
  // Absolute, because the chat is on pages of other origins.
  const absolute = (url: string) => (url.startsWith('/') ? options.baseUrl() + url : url);
  return {
    withUrl(body) {
      if (body.type === 'cards') {
        const items = body.items.map((item) =>
          item.image ? { ...item, image: { ...item.image, url: absolute(item.image.url) } } : item,
        );
        return { ...body, items };
      }
      if ((body.type === 'image' || (body.type === 'file' && body.fileId === '')) && body.url !== undefined)
        return { ...body, url: absolute(body.url) };
      if ((body.type !== 'image' && body.type !== 'file') || body.fileId === undefined) return body;
      const expires = Math.ceil((options.now() + LIFE_MS) / STEP_MS) * STEP_MS;
      return { ...body, url: `${options.baseUrl()}/files/${body.fileId}/${expires}/${sign(body.fileId, expires)}` };
    },
    check(path) {
      if (!path.startsWith('/files/')) return undefined;
      const [, fileId = '', until = '', signature = ''] = PATH.exec(path) ?? [];
      if (fileId === '') return null;
      const expires = Number(until);
      const right = timingSafeEqual(Buffer.from(sign(fileId, expires)), Buffer.from(signature));
      return right && expires > options.now() ? { fileId, expires } : null;
    },
  };
}
