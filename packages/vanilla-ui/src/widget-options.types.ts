import type { ChatClient, ParamInput, TokenProvider } from '@connective-chat/core';
import type { TextDictionary } from '@connective-chat/core/ui';
import type { ColorScheme } from './appearance/color-scheme.types.ts';

/** Another channel: a messenger, reached by a deep link. */
export interface Channel {
  /** `viber`, `telegram`, `facebook` and `whatsapp` have a mark of their own. */
  readonly id: string;
  /** An `https:`, `viber:`, `tg:`, `mailto:` or `tel:` link. An empty one hides the channel. */
  readonly url: string;
  /** Default: the messenger's name. */
  readonly label?: string;
  /** A picture in the place of the mark. */
  readonly icon?: string;
}

/** How the button that opens the chat looks. */
export interface LauncherOptions {
  /** `avatar` shows `image`; `none` leaves the opening to the site. Default `icon`. */
  readonly type?: 'icon' | 'avatar' | 'none';
  readonly image?: string;
  /** `close` is a cross; anything else an arrow down. */
  readonly closeIcon?: string;
}

/** The position of the launcher and the panel. Default `x`: the inline end, right or in RTL left. */
export interface WidgetPosition {
  readonly x?: 'left' | 'right';
  readonly y?: 'top' | 'bottom';
  /** The distance to both edges, in px. Default 16. */
  readonly offset?: number;
}

/** A field of the pre-chat form. */
export interface PreChatField {
  /** The parameter that the answer becomes, `{{name}}` in the scenario. */
  readonly name: string;
  readonly label: string;
  /** `checkbox` for a consent. Default `text`. */
  readonly type?: 'text' | 'email' | 'tel' | 'checkbox';
  /** Default `false`. */
  readonly required?: boolean;
  /** A page to read before answering, such as a privacy policy. */
  readonly link?: string;
}

/** The pre-chat form: nothing connects until it is submitted. */
export interface PreChatOptions {
  readonly title?: string;
  readonly fields: readonly PreChatField[];
}

/** What a widget is made of. Only `server` and `botId` are required. */
export interface WidgetOptions {
  /** The origin of the server, e.g. `https://socket.example.com`. */
  readonly server: string;
  readonly botId: string | number;
  /** `mini`: a launcher and a panel. `frame`: fills its container. `multi`: a choice of messengers. Default `mini`. */
  readonly format?: 'mini' | 'frame' | 'multi';
  /** BCP 47; default the page's `lang`, else `en`. */
  readonly locale?: string;
  readonly userId?: string;
  readonly getToken?: TokenProvider;
  /** Parameters for the scenario, read there as `{{name}}`. */
  readonly paramsFromSite?: { readonly [key: string]: ParamInput };
  /** Whether `utm_*` and the page's address go along by themselves. Default `true`. */
  readonly collectPageContext?: boolean;
  readonly recognizeUserMeta?: boolean;
  /** Open the chat when a message arrives. Default `false`. */
  readonly openOnMessage?: boolean;
  readonly colors?: ColorScheme;
  /** Default `auto`: the `color-scheme` of the page decides; where it has none, the visitor's system. */
  readonly theme?: 'auto' | 'light' | 'dark';
  readonly title?: string;
  readonly subtitle?: string;
  readonly avatar?: string;
  readonly launcher?: LauncherOptions;
  readonly position?: WidgetPosition;
  /** Default 2147483000. */
  readonly zIndex?: number;
  /** The messengers of `multi`. The chat itself is always listed. */
  readonly channels?: readonly Channel[];
  readonly channelsTitle?: string;
  /** Texts in the place of the widget's own, or those of another language. */
  readonly texts?: Partial<TextDictionary>;
  /** Default `v2`. */
  readonly version?: 'v2' | 'legacy';
  /** The origin of the HTTP API. Default `server`. */
  readonly apiUrl?: string;
  readonly socketPath?: string;
  /** For browsers that cannot construct style sheets on a page with a strict policy. */
  readonly nonce?: string;
  /** Whether the Custom Code in the bot's settings runs on this page once the chat is ready. Default `true`. */
  readonly customCode?: boolean;
  /** The form to fill in before the conversation. Without it, the conversation starts at once. */
  readonly preChat?: PreChatOptions;
  /** The parent of the element. Default: the body. */
  readonly target?: Element;
  /** A client of your own, in the place of one made from these options. It is leased, not owned. */
  readonly client?: ChatClient;
}
