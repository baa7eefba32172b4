/** Texts of the examples that the library does not have. */
export interface ShopTexts {
  withYou: (name: string) => string;
  somebodyWithYou: string;
  typing: (name: string | undefined) => string;
  loading: string;
  olderFailed: string;
  older: string;
  close: string;
  files: string;
  remove: (name: string) => string;
  cancel: (name: string) => string;
  discardFile: (name: string) => string;
  askAboutLamp: string;
  askAboutOrders: string;
  help: string;
  aboutOrder: (id: string, item: string) => string;
  notAboutOrder: (id: string) => string;
  askPerson: string;
  endQuestion: (name: string) => string;
  endIt: string;
  goOn: string;
  queuedHint: string;
  nobodyFree: string;
}
