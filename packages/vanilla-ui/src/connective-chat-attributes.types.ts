/** The HTML attributes of `<connective-chat>`. */
export interface ConnectiveChatAttributes {
  readonly server?: string | undefined;
  readonly 'bot-id'?: string | number | undefined;
  readonly format?: 'mini' | 'frame' | 'multi' | undefined;
  readonly locale?: string | undefined;
  readonly theme?: 'auto' | 'light' | 'dark' | undefined;
  readonly 'user-id'?: string | undefined;
  readonly heading?: string | undefined;
  readonly subheading?: string | undefined;
  readonly avatar?: string | undefined;
  readonly version?: 'v2' | 'legacy' | undefined;
  readonly 'while-thinking'?: 'block' | 'queue' | undefined;
  /** A boolean attribute without a value. */
  readonly 'open-on-message'?: '' | undefined;
}
