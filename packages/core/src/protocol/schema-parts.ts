import * as z from 'zod/mini';

/*
 * What the schemas of pushes and answers are made of. A schema is immutable, so one instance serves
 * wherever it is named. Each class of zod that is not used is one less for every visitor to load,
 * and a bundler keeps zod in one piece: a class that only a lazy chunk needs is paid by everyone.
 * Hence no union, record, enum or refinement here, in the outbox and in the dialects.
 */

export const text = z.string();
export const flag = z.boolean();
export const maybeText = z.optional(text);
export const maybeFlag = z.optional(flag);
export const maybeNumber = z.optional(z.number());

/** A whole number that JavaScript counts exactly, from `least` on. */
export const wholeFrom = (least: number): z.ZodMiniNumber<number> =>
  z.number().check(({ value, issues }) => {
    if (!Number.isSafeInteger(value) || value < least) issues.push({ code: 'custom', input: value });
  });

/** An object told by its `type` from others of its kind. */
export const typed = <const T extends string, S extends z.core.$ZodShape>(type: T, shape: S) =>
  z.object({ type: z.literal(type), ...shape });

/** Reads one of several objects by its `type`: one look-up, where a union would try them all. */
export function readVariant<T extends z.ZodMiniType>(variants: Readonly<Record<string, T>>, raw: unknown) {
  const type = (raw as { readonly type?: unknown } | null)?.type;
  // A name is text: anything else may throw when it is looked up.
  return typeof type === 'string' && Object.hasOwn(variants, type) ? variants[type]?.safeParse(raw).data : undefined;
}

/** Reads in place; `undefined` is what cannot be read. A pipe into a transform would be two classes more. */
export const reading = <T>(schema: z.ZodMiniType, read: (value: never) => T | undefined): z.ZodMiniType<T> =>
  schema.check((payload) => {
    const value = read(payload.value as never);
    if (value === undefined) payload.issues.push({ code: 'custom', input: payload.value });
    else payload.value = value;
  }) as z.ZodMiniType<T>;
