import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { root } from './mutations.mjs';

const SKIPPED = new Set(['.cache', '.bin', '.vite', '.vite-temp', '.package-lock.json']);

/** Links the entries of a node_modules folder; packages of the workspace are linked to their copies. */
function linkModules(from, to, copy) {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (SKIPPED.has(entry.name) && entry.name !== '.bin') continue;
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory() && entry.name.startsWith('@')) {
      linkModules(source, target, copy);
      continue;
    }
    const real = realpathSync(source);
    const inWorkspace = entry.isSymbolicLink() && !relative(root, real).includes('node_modules');
    symlinkSync(inWorkspace ? join(copy, relative(root, real)) : source, target);
  }
}

/**
 * Copies the workspace with its build output and without ignored files to a temporary folder; dependencies are links.
 * Mutations are written to this copy, so that every process that a test starts runs them, and the work tree does not
 * change.
 *
 * @returns {string} the folder
 */
export function copyWorkspace() {
  const copy = mkdtempSync(join(tmpdir(), 'connective-chat-mutants-'));
  const { stdout } = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const files = stdout.split('\0').filter((file) => file && existsSync(join(root, file)));
  const built = [
    ...new Set(files.filter((file) => file.endsWith('package.json')).map((file) => join(dirname(file), 'dist'))),
  ];
  const copied = [...files, ...built, '.cache'].filter((file) => existsSync(join(root, file)));
  // With timestamps, by which the build detects stale files.
  for (const file of copied) cpSync(join(root, file), join(copy, file), { recursive: true, preserveTimestamps: true });
  const folders = [...new Set(files.filter((file) => file.endsWith('package.json')).map(dirname))];
  for (const folder of folders) {
    const modules = join(root, folder, 'node_modules');
    if (existsSync(modules)) linkModules(modules, join(copy, folder, 'node_modules'), copy);
  }
  return copy;
}
