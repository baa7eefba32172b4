/**
 * Makes properties that a page has added to `Object.prototype` non-enumerable. Libraries that iterate with `for … in`,
 * such as zod, would take them for part of their data. The properties themselves stay.
 *
 * @returns the names that cannot be changed
 */
export function hideInheritedProperties(): string[] {
  return Object.keys(Object.prototype).filter(
    (name) => !Reflect.defineProperty(Object.prototype, name, { enumerable: false }),
  );
}
