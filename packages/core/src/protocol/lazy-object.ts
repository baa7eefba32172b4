import * as z from 'zod/mini';

/**
 * An object schema whose fields are built when the first value is parsed, not when its module is loaded: building all
 * schemas takes several milliseconds on a phone, before anything is painted. Otherwise the same as `z.object()`.
 */
export function lazyObject<Shape extends z.core.$ZodLooseShape>(
  fields: () => Shape,
): z.ZodMiniObject<z.core.util.Writeable<Shape>, z.core.$strip> {
  const definition = {
    type: 'object',
    get shape(): Shape {
      const shape = fields();
      // Replaces this accessor, so that the fields are built once.
      Object.defineProperty(definition, 'shape', { value: shape });
      return shape;
    },
  } as const;
  return new z.ZodMiniObject(definition) as z.ZodMiniObject<z.core.util.Writeable<Shape>, z.core.$strip>;
}
