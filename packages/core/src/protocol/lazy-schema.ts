import * as z from 'zod/mini';

/**
 * A schema that is built when it is first used, not when its module is loaded: building all schemas takes several
 * milliseconds of a page's start, before anything is painted. Otherwise it is the schema that `build` returns.
 */
export function lazySchema<Schema extends z.core.$ZodType>(build: () => Schema): Schema {
  const schema: Schema = Object.create(
    new Proxy(
      {},
      {
        get(_, key) {
          // From now on it inherits everything from the schema, so that this function is not called again.
          const built = build();
          Object.setPrototypeOf(schema, built);
          return Reflect.get(built, key);
        },
      },
    ),
  );
  return schema;
}

/** An object schema whose fields are built when it is first used. Otherwise the same as `z.object()`. */
export const lazyObject = <Shape extends z.core.$ZodLooseShape>(
  fields: () => Shape,
): z.ZodMiniObject<z.core.util.Writeable<Shape>, z.core.$strip> => lazySchema(() => z.object(fields()));
