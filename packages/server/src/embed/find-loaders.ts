import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Loader } from '@connective-chat/contracts/admin';

/** The widget's loaders that this server serves. */
export interface Loaders {
  at(server: string): { readonly v2: Loader; readonly legacy: Loader };
}

/** `kwjs-0.1.0-1a2b3c4d.js`: a copy of the loader with version and hash in its name. */
const pinnedName = (name: string) => new RegExp(`^${name}-\\d[\\w.+-]*-[\\da-f]{8}\\.js$`);

function integrityOf(file: string): string {
  return `sha384-${createHash('sha384').update(readFileSync(file)).digest('base64')}`;
}

/**
 * Finds the loaders and computes their hashes from the served files: a stored hash
 * could belong to another build, and the browser would refuse the script.
 *
 * @param directory null if the widget is not installed
 */
export function findLoaders(directory: string | null): Loaders {
  const pinned = (name: string): { file: string; integrity: string } | null => {
    if (directory === null) return null;
    try {
      const file = readdirSync(directory).find((item) => pinnedName(name).test(item));
      return file === undefined ? null : { file, integrity: integrityOf(join(directory, file)) };
    } catch {
      // Not built yet, for example when the server runs from source.
      return null;
    }
  };
  const found = { v2: pinned('kwjs'), legacy: pinned('kwjs-legacy') };
  const loader = (server: string, name: string, copy: typeof found.v2): Loader => ({
    url: `${server}/${name}.js`,
    pinned: copy && { url: `${server}/${copy.file}`, integrity: copy.integrity },
  });
  return {
    at: (server) => ({
      v2: loader(server, 'kwjs', found.v2),
      legacy: loader(server, 'kwjs-legacy', found.legacy),
    }),
  };
}
