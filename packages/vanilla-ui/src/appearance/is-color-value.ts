/** A value that names a picture elsewhere, or ends its declaration, is no colour. */
export function isColorValue(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 400 && !/[;{}<>\\]|url\s*\(|image|var\s*\(/i.test(value);
}
