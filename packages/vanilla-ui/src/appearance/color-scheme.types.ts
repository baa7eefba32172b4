/** The colour keys of the embed. Each value is a CSS colour; a `bg` may be a gradient. */
export interface ColorScheme {
  /** What is pressed and linked; by default the colour of the visitor's own messages. */
  readonly accent?: string;
  /** The launcher (`bg`), the thinking dots (`dot`), the panel's `border`, what lies behind the messages (`container`). */
  readonly device?: ColorsOf<'bg' | 'dot' | 'border' | 'container'>;
  /** The head of the panel; `dot` is the mark of presence. */
  readonly header?: ColorsOf<'bg' | 'dot' | 'text'>;
  readonly sentMessage?: ColorsOf<'bg' | 'text'>;
  readonly receivedMessage?: ColorsOf<'bg' | 'text'>;
  /** The composer. */
  readonly userInput?: ColorsOf<'bg' | 'border' | 'text'>;
  /** The quick replies. */
  readonly keyboardButton?: ColorsOf<'bg' | 'border' | 'text'>;
  /** The buttons under a message. The same colour twice means its outline. */
  readonly inlineKeyboardButton?: ColorsOf<'bg' | 'text'>;
  /** Accepted for the sake of existing embeds; this widget shows no such link. */
  readonly poweredLink?: ColorsOf<'color'>;
}

type ColorsOf<K extends string> = { readonly [key in K]?: string };
