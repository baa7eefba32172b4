import * as z from 'zod/mini';
import { coded } from '../problem/index.ts';

/* The appearance of a bot's widget. The settings form validates its fields by the same schema. */

/** A CSS colour or gradient: no `url()`, and nothing that could end the declaration. */
const cssColor = z
  .string()
  .check(
    z.maxLength(300),
    z.regex(
      /^(#[\da-f]{3,8}|[a-z]+|(rgb|hsl|hwb|lab|lch|oklab|oklch|color|color-mix|(repeating-)?(linear|radial|conic)-gradient)\([\w\s.,%#()/+-]*\))$/i,
      coded('color'),
    ),
  );

const colorsOf = <K extends string>(...keys: K[]) =>
  z.optional(
    z.strictObject(
      Object.fromEntries(keys.map((key) => [key, z.optional(cssColor)])) as {
        [key in K]: z.ZodMiniOptional<typeof cssColor>;
      },
    ),
  );

/** Every colour key of the embed. */
export const colorsSchema = z.strictObject({
  accent: z.optional(cssColor),
  device: colorsOf('bg', 'dot', 'border', 'container'),
  header: colorsOf('bg', 'dot', 'text'),
  sentMessage: colorsOf('bg', 'text'),
  receivedMessage: colorsOf('bg', 'text'),
  userInput: colorsOf('bg', 'border', 'text'),
  keyboardButton: colorsOf('bg', 'border', 'text'),
  inlineKeyboardButton: colorsOf('bg', 'text'),
  poweredLink: colorsOf('color'),
});
/** The colours of a widget, by group and field. */
export type Colors = z.infer<typeof colorsSchema>;

const link = z.string().check(
  z.maxLength(2000),
  z.refine((text) => text === '' || /^(https?|viber|tg|mailto|tel):/i.test(text), coded('link')),
);
const short = z.string().check(z.maxLength(120));

/** The appearance of a widget. The keys are those of `kw('init', …)`, so that an export fits into an embed. */
export const appearanceSchema = z.strictObject({
  format: z.optional(z.enum(['mini', 'frame', 'multi'])),
  colors: z.optional(colorsSchema),
  theme: z.optional(z.enum(['auto', 'light', 'dark'])),
  widgetButton: z.optional(
    z.strictObject({
      position: z.optional(
        z.strictObject({
          x: z.optional(z.enum(['left', 'right'])),
          y: z.optional(z.enum(['top', 'bottom'])),
          /** In px. */
          offset: z.optional(z.int().check(z.minimum(0), z.maximum(200))),
        }),
      ),
    }),
  ),
  launcher: z.optional(
    z.strictObject({
      type: z.optional(z.enum(['icon', 'avatar', 'none'])),
      image: z.optional(link),
      closeIcon: z.optional(short),
      openIcon: z.optional(short),
    }),
  ),
  /** The messengers of `multi`, by their names: an empty link hides one. */
  multi_channel: z.optional(
    z.strictObject({
      button_title: z.optional(short),
      messengers: z.optional(z.record(z.string().check(z.regex(/^[a-z][\w-]{0,31}$/i, coded('messenger-name'))), link)),
    }),
  ),
  z_index: z.optional(z.int()),
});
/** The appearance of a widget. */
export type Appearance = z.infer<typeof appearanceSchema>;
