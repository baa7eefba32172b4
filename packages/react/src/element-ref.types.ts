/** A ref to an element that both React 18 and 19 accept, because their own types differ in `null`. */
export interface ElementRef<T extends HTMLElement> {
  readonly current: T | null;
}
