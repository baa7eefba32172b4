import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const SKIPPED = new Set(['node_modules', 'dist', 'test', 'coverage']);

/**
 * The time of the latest change below the paths, in ms. Folders count too: deleting a file changes only its folder.
 * @param {string[]} paths files or folders
 */
export function newest(...paths) {
  let latest = 0;
  for (const path of paths) {
    if (!existsSync(path)) continue;
    const { mtimeMs } = statSync(path);
    // A new `dist` or `node_modules` changes the package's own folder, so only the entries of that folder count.
    const isFolder = statSync(path).isDirectory();
    if (!isFolder || !existsSync(join(path, 'package.json'))) latest = Math.max(latest, mtimeMs);
    if (!isFolder) continue;
    for (const name of readdirSync(path)) {
      if (!SKIPPED.has(name)) latest = Math.max(latest, newest(join(path, name)));
    }
  }
  return latest;
}
