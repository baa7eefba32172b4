import type * as z from 'zod/mini';

/**
 * Reads the `options` of a node.
 *
 * @throws Error that names the first wrong option
 */
export function readNodeOptions<S extends z.ZodMiniType>(schema: S, options: unknown): z.infer<S> {
  const parsed = schema.safeParse(options);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`the node's options are wrong: ${issue?.path.join('.')}: ${issue?.message}`);
}
