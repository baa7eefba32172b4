import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/root.ts';

const folder = join(root, 'e2e/pictures/baselines');
const about = join(folder, 'browser.json');
const fileOf = (name: string): string => join(folder, `${name}.png`);

/** The version of the Chromium that took the committed pictures; `null` if there are none. */
export const baselineVersion = (): string | null =>
  existsSync(about) ? (JSON.parse(readFileSync(about, 'utf8')) as { chromium: string }).chromium : null;

/** The names of the committed pictures. */
export const baselineNames = (): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.png'))
        .map((name) => name.slice(0, -4))
    : [];

export const readBaseline = (name: string): Buffer | null =>
  existsSync(fileOf(name)) ? readFileSync(fileOf(name)) : null;

export function writeBaseline(name: string, png: Buffer): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(fileOf(name), png);
}

export const removeBaseline = (name: string): void => rmSync(fileOf(name));

export function writeVersion(chromium: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(about, `${JSON.stringify({ chromium }, null, 2)}\n`);
}
