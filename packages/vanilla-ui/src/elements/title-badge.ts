/** Shows the number of unread messages in the title of a background page, and removes it afterwards. */
export class TitleBadge {
  #shown = '';

  show(count: number): void {
    const badge = count > 0 ? `(${count}) ` : '';
    if (badge === this.#shown) return;
    // The page may have changed its title meanwhile, so only our prefix is removed.
    const title = document.title.startsWith(this.#shown) ? document.title.slice(this.#shown.length) : document.title;
    document.title = badge + title;
    this.#shown = badge;
  }
}
