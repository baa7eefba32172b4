import type { ChatClient, ParamInput, TokenProvider } from '@connective-chat/core';
import type { TextDictionary } from '@connective-chat/core/ui';
import type { ColorScheme } from './appearance/color-scheme.types.ts';

/** Another channel: a link to a messenger. */
export interface Channel {
  /** `viber`, `telegram`, `facebook` and `whatsapp` have a built-in icon. */
  readonly id: string;
  /** An `https:`, `viber:`, `tg:`, `mailto:` or `tel:` link. An empty one hides the channel. */
  readonly url: string;
  /** Default: the name of the messenger. */
  readonly label?: string | undefined;
  /** The URL of an image that replaces the built-in icon. */
  readonly icon?: string | undefined;
}

/** The appearance of the button that opens the chat. */
export interface LauncherOptions {
  /** `avatar` shows `image`; with `none` the site has its own button. Default `icon`. */
  readonly type?: 'icon' | 'avatar' | 'none' | undefined;
  readonly image?: string | undefined;
  /** `close` is a cross; any other value is an arrow. */
  readonly closeIcon?: string | undefined;
}

/** The position of launcher and panel. Default `x`: the inline end, which is right, or left in RTL. */
export interface WidgetPosition {
  readonly x?: 'left' | 'right' | undefined;
  readonly y?: 'top' | 'bottom' | undefined;
  /** The distance to both edges, in px. Default 16. */
  readonly offset?: number | undefined;
}

/** A field of the pre-chat form. */
export interface PreChatField {
  /** The name of the parameter for the answer: `{{name}}` in the scenario. */
  readonly name: string;
  readonly label: string;
  /** Use `checkbox` for a consent. Default `text`. */
  readonly type?: 'text' | 'email' | 'tel' | 'checkbox' | undefined;
  /** Default `false`. */
  readonly required?: boolean | undefined;
  /** The URL of a page to read before answering, such as a privacy policy. */
  readonly link?: string | undefined;
}

/** The pre-chat form: nothing connects until it is submitted. */
export interface PreChatOptions {
  readonly title?: string | undefined;
  readonly fields: readonly PreChatField[];
}

/** The options of a widget. Only `server` and `botId` are required. */
export interface WidgetOptions {
  /** The origin of the server, e.g. `https://socket.example.com`. */
  readonly server: string;
  /** The id of the bot, as shown in the settings. */
  readonly botId: string | number;
  /** `mini`: a launcher and a panel. `frame`: fills its container. `multi`: a choice of messengers. Default `mini`. */
  readonly format?: 'mini' | 'frame' | 'multi' | undefined;
  /** A BCP 47 tag. Default: the page's `lang`, otherwise `en`. */
  readonly locale?: string | undefined;
  /** The site's id of the visitor, shown to operators. It is unverified and gives no access to a conversation. */
  readonly userId?: string | undefined;
  /** Called before each connection; returns a fresh token of the site's backend that proves who the visitor is. */
  readonly getToken?: TokenProvider | undefined;
  /** Parameters for the scenario, which reads them as `{{name}}`. */
  readonly paramsFromSite?: { readonly [key: string]: ParamInput } | undefined;
  /** Whether `utm_*` and the URL of the page are added automatically. Default `true`. */
  readonly collectPageContext?: boolean | undefined;
  /** Whether operators may see the visitor's IP address and country. Default `false`. */
  readonly recognizeUserMeta?: boolean | undefined;
  /** Whether the chat opens when a message arrives. Default `false`. */
  readonly openOnMessage?: boolean | undefined;
  /** Colours by their keys; the contrast of each text is corrected if it would not be readable. */
  readonly colors?: ColorScheme | undefined;
  /** Default `auto`: the `color-scheme` of the page, otherwise that of the visitor's system. */
  readonly theme?: 'auto' | 'light' | 'dark' | undefined;
  /** The name in the header. Default: the title of the bot. */
  readonly title?: string | undefined;
  /** The line below it. Default: the subtitle of the bot. */
  readonly subtitle?: string | undefined;
  /** The URL of the bot's picture. Default: that of the bot. */
  readonly avatar?: string | undefined;
  /** The button that opens the chat. */
  readonly launcher?: LauncherOptions | undefined;
  /** The corner of the page. */
  readonly position?: WidgetPosition | undefined;
  /** Default 2147483000. */
  readonly zIndex?: number | undefined;
  /** The messengers of `multi`. The chat itself is always listed. */
  readonly channels?: readonly Channel[] | undefined;
  /** The heading above the messengers. */
  readonly channelsTitle?: string | undefined;
  /** Texts that replace those of the language, or texts of another language. */
  readonly texts?: Partial<TextDictionary> | undefined;
  /** Whether a text that is sent while an agent works waits for the answer (`queue`), or is refused. Default `block`. */
  readonly whileThinking?: 'block' | 'queue' | undefined;
  /** Default `v2`. */
  readonly version?: 'v2' | 'legacy' | undefined;
  /** The origin of the HTTP API. Default `server`. */
  readonly apiUrl?: string | undefined;
  /** The path of Socket.IO. Default `/socket.io`. */
  readonly socketPath?: string | undefined;
  /** The nonce of the page's policy, for browsers that cannot construct style sheets. */
  readonly nonce?: string | undefined;
  /** Whether the Custom Code of the bot's settings runs on this page once the chat is ready. Default `true`. */
  readonly customCode?: boolean | undefined;
  /** The form before the conversation. Without it the conversation starts immediately. */
  readonly preChat?: PreChatOptions | undefined;
  /** The parent element. Default: the body. */
  readonly target?: Element | undefined;
  /** An existing client to use instead of creating one. The widget takes a lease and does not dispose it. */
  readonly client?: ChatClient | undefined;
}
