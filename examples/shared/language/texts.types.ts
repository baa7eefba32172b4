import type { Tick } from '../conversation.ts';

/** The words of these examples, beside the labels of the headless parts. */
export interface Texts {
  connecting: string;
  noConnection: string;
  notAvailable: string;
  refused: string;
  retryingIn: (seconds: number) => string;
  retrying: string;
  retryNow: string;
  placeInQueue: (place: number) => string;
  waiting: string;
  withYou: (name: string) => string;
  somebodyWithYou: string;
  ended: string;
  answersAtOnce: string;
  typing: (name: string | undefined) => string;
  seconds: (count: number) => string;

  today: string;
  loading: string;
  olderFailed: string;
  older: string;
  newMessages: (count: number) => string;
  latest: string;
  ticks: Readonly<Record<NonNullable<Tick>, string>>;
  expired: string;
  unconfirmed: string;
  failed: string;
  tryAgain: string;
  discard: string;
  close: string;

  placeholder: string;
  quickReplies: string;
  rating: string;
  scoreOf: (score: number, scale: number) => string;
  comment: string;
  sendRating: string;
  kilobytes: string;
  megabytes: string;

  files: string;
  remove: (name: string) => string;
  cancel: (name: string) => string;
  discardFile: (name: string) => string;
  sendingFile: (name: string) => string;
  fileFailed: string;
  fileTooLarge: (limit: string) => string;
  fileEmpty: string;
  fileKind: string;

  askAboutLamp: string;
  askAboutOrders: string;
  help: string;
  aboutOrder: (id: string, item: string) => string;
  notAboutOrder: (id: string) => string;
  askPerson: string;
  leaveQueue: string;
  endChat: string;
  endQuestion: (name: string) => string;
  endIt: string;
  goOn: string;
  queuedHint: string;
  closedHint: string;
  nobodyFree: string;
}
