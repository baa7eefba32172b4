/* Minimal replacements for browser APIs that the widget uses and jsdom lacks. */

if (!HTMLDialogElement.prototype.show) {
  const stand = function (this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.show = stand;
  HTMLDialogElement.prototype.showModal = stand;
  HTMLDialogElement.prototype.close = function () {
    this.open = false;
    this.dispatchEvent(new Event('close'));
  };
}
globalThis.matchMedia ??= (media: string) =>
  Object.assign(new EventTarget(), { matches: false, media, onchange: null }) as unknown as MediaQueryList;
globalThis.CSS ??= { supports: () => true } as unknown as typeof CSS;
Element.prototype.scrollTo ??= () => {};

export {};
