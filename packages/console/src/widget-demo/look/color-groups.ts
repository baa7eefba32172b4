import { colorsSchema } from '@connective-chat/contracts/bot';

export interface ColorGroup {
  /** E.g. `header`; `accent` is a single colour. */
  readonly key: string;
  /** Its fields; none if it is a single colour. */
  readonly fields: readonly string[];
}

/** Every colour key of the embed, derived from the schema. */
export const COLOR_GROUPS: readonly ColorGroup[] = Object.entries(colorsSchema.shape).map(([key, schema]) => {
  const inner = (schema as { _zod: { def: { innerType?: { _zod: { def: { shape?: object } } } } } })._zod.def.innerType;
  return { key, fields: Object.keys(inner?._zod.def.shape ?? {}) };
});
