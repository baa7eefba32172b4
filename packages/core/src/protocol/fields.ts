import * as z from 'zod/mini';
import { lazySchema } from './lazy-schema.ts';

/* The simple fields that many schemas have. */

export const text = lazySchema(() => z.string());
export const flag = lazySchema(() => z.boolean());
export const maybeText = lazySchema(() => z.optional(text));
export const maybeFlag = lazySchema(() => z.optional(flag));
export const maybeNumber = lazySchema(() => z.optional(z.number()));
/** A revision or a number of messages: an integer from 0. */
export const countSchema = lazySchema(() => z.int().check(z.minimum(0)));
/** The position of a message in the log: an integer from 1. */
export const placeSchema = lazySchema(() => z.int().check(z.minimum(1)));
