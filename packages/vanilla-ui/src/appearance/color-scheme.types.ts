/** The colour keys of the embed. Each value is a CSS colour; a `bg` may be a gradient. */
export interface ColorScheme {
  /** Buttons and links; by default the colour of the visitor's own messages. */
  readonly accent?: string | undefined;
  /** The launcher (`bg`), the thinking dots (`dot`), the panel's `border`, the background of the messages (`container`). */
  readonly device?: ColorsOf<'bg' | 'dot' | 'border' | 'container'> | undefined;
  /** The header of the panel; `dot` is the colour of the online indicator. */
  readonly header?: ColorsOf<'bg' | 'dot' | 'text'> | undefined;
  readonly sentMessage?: ColorsOf<'bg' | 'text'> | undefined;
  readonly receivedMessage?: ColorsOf<'bg' | 'text'> | undefined;
  /** The composer. */
  readonly userInput?: ColorsOf<'bg' | 'border' | 'text'> | undefined;
  /** The quick replies. */
  readonly keyboardButton?: ColorsOf<'bg' | 'border' | 'text'> | undefined;
  /** The buttons under a message. If `bg` and `text` are equal, the buttons are outlined in that colour. */
  readonly inlineKeyboardButton?: ColorsOf<'bg' | 'text'> | undefined;
  /** Accepted for compatibility with existing embeds; this widget shows no such link. */
  readonly poweredLink?: ColorsOf<'color'> | undefined;
}

type ColorsOf<K extends string> = { readonly [key in K]?: string | undefined };
