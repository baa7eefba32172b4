import type { SendOptions } from '@fastify/static';

/** For files whose names change with their content. */
export const IMMUTABLE: SendOptions = { cacheControl: true, maxAge: '365d', immutable: true };
