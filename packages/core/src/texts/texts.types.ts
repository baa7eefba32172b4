/** A text in the plural forms of its language; `{n}` is replaced by the number. */
export type PluralText = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/**
 * All strings of the chat's interface in one language, as plain data, so that a language of your own can come from a
 * JSON file. `{name}` is replaced by a value.
 */
export interface TextDictionary {
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
  /** The button that stops the answer. */
  readonly stop: string;
  readonly stopping: string;
  /** Marks an answer that the visitor stopped. */
  readonly stopped: string;
  readonly stopTooLate: string;
  readonly stopFailed: string;
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
  /** Shown beside the time of a message whose text was corrected. */
  readonly edited: string;

  readonly chatEndedHint: string;

  readonly toEnd: string;
  readonly newMessages: PluralText;
  /** Shown above the first unread message. */
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
  readonly steps: PluralText;
  readonly stepFailed: string;
  readonly stepSkipped: string;
  readonly approvalNeeded: string;
  readonly approved: string;
  readonly declined: string;
  readonly approvalExpired: string;
  readonly overdue: string;
  /** A choice after the deadline. */
  readonly waitOn: string;
  /** A message that waits for the end of an answer. */
  readonly queued: string;
  readonly queuedAlready: string;
  readonly edit: string;
  readonly editQueued: string;
  readonly removeQueued: string;
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
  /** The buttons below an answer of an agent. */
  readonly rateUp: string;
  readonly rateDown: string;
  readonly feedbackReason: string;
  readonly feedbackSend: string;
  readonly feedbackFailed: string;
  readonly sources: string;
  readonly copyAnswer: string;
  readonly askAgain: string;
  readonly about: string;
  readonly sharedFiles: string;
  readonly askTitle: string;
  readonly askStart: string;
  readonly optional: string;
  readonly readMore: string;
  readonly fieldRequired: string;
  readonly fieldInvalid: string;

  /** The name of the input, and of a message without an author. */
  readonly message: string;
  readonly file: string;
  readonly ratedScore: string;
  readonly emptyDraft: string;
  readonly alreadyAnswered: string;
  readonly messageGone: string;
  readonly nothingMore: string;
  readonly fileTooLarge: string;
  readonly fileEmpty: string;
  readonly fileKind: string;
  readonly waitForFiles: string;
  readonly filesTooMany: string;
  readonly filesTooFast: string;
  readonly fileMismatch: string;
  readonly dropFiles: string;
  readonly closeImage: string;
  readonly copyCode: string;
  readonly copied: string;
  readonly pendingOffline: string;
  readonly pendingRate: string;
  readonly confirmEnd: string;
  readonly keepChat: string;
}

/** The values for a text by name; `n` also chooses the plural form. */
export type TextValues = Readonly<Record<string, string | number>>;

/** The strings of the chat's interface in one language, with its rules for plurals, days and times. */
export interface Texts {
  /**
   * One string, in the plural form of its language.
   *
   * @example texts.t('unread', { n: 3 }) // '3 unread messages'
   */
  readonly t: (key: keyof TextDictionary, values?: TextValues) => string;
  /** A BCP 47 tag, for the attribute `lang`. */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  /** Hours and minutes. */
  time(at: Date): string;
  /** `Today`, `Yesterday`, or the date. */
  day(at: Date, now: Date): string;
  /** Formats a size in bytes for people, such as `1.5 MB`. */
  size(bytes: number): string;
}
