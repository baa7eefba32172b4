/** What these examples say beside the texts of the library, which cover everything that any chat says. */
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
