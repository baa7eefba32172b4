/** A ref to an element, as React 18 and 19 both take and give it: their own types disagree about `null`. */
export interface ElementRef<T extends HTMLElement> {
  readonly current: T | null;
}
