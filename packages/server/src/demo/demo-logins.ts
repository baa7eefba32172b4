import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { oneTimePassword } from '../accounts/one-time-password.ts';
import type { OperatorAccount } from '../accounts/operator-account.ts';

const FILE = 'demo-logins.json';

interface Passwords {
  readonly admin: string;
  readonly operator: string;
}

function read(file: string): Passwords | null {
  try {
    const { admin, operator } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Passwords>;
    return typeof admin === 'string' && typeof operator === 'string' ? { admin, operator } : null;
  } catch {
    return null;
  }
}

/**
 * The two accounts of a demo, which are printed at each start. Their passwords are random and stored beside the data of
 * the demo, so that a demo reachable from a network has no well-known password.
 *
 * @param folder null if there is no folder: then the passwords change at each start
 */
export function demoLogins(folder: string | null): OperatorAccount[] {
  const file = folder === null ? null : join(folder, FILE);
  let passwords = file === null ? null : read(file);
  if (!passwords) {
    passwords = { admin: oneTimePassword(), operator: oneTimePassword() };
    if (folder !== null && file !== null) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, `${JSON.stringify(passwords)}\n`, { mode: 0o600 });
    }
  }
  return [
    { id: 'admin', login: 'admin', name: 'Anna', role: 'admin', password: passwords.admin },
    { id: 'operator', login: 'operator', name: 'Maria', role: 'operator', password: passwords.operator },
  ];
}
