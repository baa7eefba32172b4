/**
 * Gives the widget of this page a storage of its own, for the lifetime of the tab. Other pages of this server, such as the
 * demo shop, share `localStorage` with it: the visitor of a preview would go on there, as a test conversation.
 */
export function keepStorageApart(): void {
  Object.defineProperty(window, 'localStorage', { configurable: true, get: () => sessionStorage });
}
