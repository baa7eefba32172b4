/** A text in the forms its language has for a number; `{n}` stands for the number. */
export type PluralText = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/** What a chat of words says. It comes with the language. */
export interface FirstTexts {
  readonly openChat: string;
  readonly closeChat: string;
  readonly unread: PluralText;

  readonly title: string;
  readonly subtitleBot: string;
  readonly subtitleQueued: PluralText;
  readonly subtitleQueuedUnknown: string;
  readonly subtitleOperator: string;
  readonly subtitleOperatorAway: string;
  readonly subtitleClosed: string;
  readonly subtitleConnecting: string;
  readonly subtitleOffline: string;
  readonly subtitleRefused: string;
  readonly operatorTyping: string;

  readonly menu: string;
  readonly requestOperator: string;
  readonly leaveQueue: string;
  readonly endChat: string;

  readonly messages: string;
  readonly you: string;
  readonly bot: string;
  readonly operator: string;
  readonly emptyTitle: string;
  readonly emptyText: string;
  readonly loadingHistory: string;
  readonly olderFailed: string;
  readonly messagesArrived: PluralText;
  readonly discontinuity: string;

  readonly placeholder: string;
  readonly send: string;
  readonly tooLong: string;
  readonly waitForAnswer: string;
  readonly waitLoading: string;
  readonly chatEnded: string;
  readonly chatRefused: string;
  readonly outboxFull: string;
  readonly cannotNow: string;

  readonly pending: string;
  readonly sent: string;
  readonly delivered: string;
  readonly read: string;
  readonly failed: string;
  readonly failedTooLarge: string;
  readonly failedClosed: string;
  readonly failedBlocked: string;
  readonly expired: string;
  readonly unconfirmed: string;
  readonly notLoaded: string;
  readonly retry: string;
  readonly discard: string;

  readonly image: string;
  readonly quickReplies: string;
  readonly unsupported: string;
  readonly erased: string;

  readonly chatEndedHint: string;
}

/** What the parts say that come later; it comes with the first of them. */
export interface MoreTexts {
  readonly toEnd: string;
  readonly newMessages: PluralText;
  /** Stands above the first message that came unseen. */
  readonly unreadLine: string;
  readonly chooseChannel: string;
  readonly channelChat: string;
  readonly opensNewTab: string;
  readonly soundOn: string;
  readonly soundOff: string;
  readonly saveTranscript: string;
  readonly attach: string;
  readonly uploading: string;
  readonly uploadFailed: string;
  readonly thinking: string;
  readonly thinkingSeconds: string;
  readonly overdue: string;
  readonly offline: string;
  readonly offlineRetry: string;
  readonly retryNow: string;
  readonly refused: string;
  readonly online: string;
  readonly openImage: string;
  readonly imageFailed: string;
  readonly cards: string;
  readonly cardOf: string;
  readonly previousCard: string;
  readonly nextCard: string;
  readonly rate: string;
  readonly rateOf: string;
  readonly rateLow: string;
  readonly rateHigh: string;
  readonly rateComment: string;
  readonly rateSend: string;
  readonly rated: string;
  readonly about: string;
  readonly sharedFiles: string;
  readonly askTitle: string;
  readonly askStart: string;
  readonly optional: string;
  readonly readMore: string;
  readonly fieldRequired: string;
  readonly fieldInvalid: string;
}

/**
 * Every text of the widget, as data: a language of your own can come from a JSON file. `{name}`
 * stands for a value.
 */
export interface Texts extends FirstTexts, MoreTexts {}
