/** Chance in stock: to ask the system for it costs more than all the rest of an id. */
const stock = new Uint16Array(320);
let used = stock.length;

function chance(): number {
  if (used === stock.length) {
    crypto.getRandomValues(stock);
    used = 0;
  }
  used += 1;
  return stock[used - 1] as number;
}

const hex = (value: number, digits = 4): string => value.toString(16).padStart(digits, '0');

/**
 * A UUIDv7 (RFC 9562): 48 bits of time in ms, then 74 of chance. No secret: it tells when it was made.
 *
 * @example createUuid() // '0199a6f0-4c3e-7b52-9d0e-3f1c2a7b8d90'
 */
export function createUuid(): string {
  const time = hex(Date.now(), 12);
  const version = 0x7000 | (chance() & 0xfff);
  const variant = 0x8000 | (chance() & 0x3fff);
  const rest = hex(chance()) + hex(chance()) + hex(chance());
  return `${time.slice(0, 8)}-${time.slice(8)}-${hex(version)}-${hex(variant)}-${rest}`;
}
