/** Whether a value is safe as a colour: it loads no image, and does not end the CSS declaration. */
export function isColorValue(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 400 && !/[;{}<>\\]|url\s*\(|image|var\s*\(/i.test(value);
}
