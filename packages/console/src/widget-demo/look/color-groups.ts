import { colorsSchema } from '@connective-chat/contracts/bot';

export interface ColorGroup {
  /** `header`; `accent` is a colour by itself. */
  readonly key: string;
  /** Its fields, or none if it is a colour by itself. */
  readonly fields: readonly string[];
}

/** Every colour key of the embed, as the schema has them: a new one appears here by itself. */
export const COLOR_GROUPS: readonly ColorGroup[] = Object.entries(colorsSchema.shape).map(([key, schema]) => {
  const inner = (schema as { _zod: { def: { innerType?: { _zod: { def: { shape?: object } } } } } })._zod.def.innerType;
  return { key, fields: Object.keys(inner?._zod.def.shape ?? {}) };
});
