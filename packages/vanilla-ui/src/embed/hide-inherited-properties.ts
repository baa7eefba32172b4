/**
 * Takes what a page has added to every object out of the loops over their properties: libraries that walk over an
 * object by `for … in`, such as zod, would take it for a part of their data. The property itself stays as it is.
 *
 * @returns the names that cannot be hidden
 */
export function hideInheritedProperties(): string[] {
  return Object.keys(Object.prototype).filter(
    (name) => !Reflect.defineProperty(Object.prototype, name, { enumerable: false }),
  );
}
