import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The published packages, by folder. */
export const PACKAGES = ['core', 'contracts', 'react', 'vue', 'vanilla-ui', 'console', 'server'];

/**
 * Builds what is stale and packs every package into `folder`, as it would be published. The files are named without
 * their version, `core.tgz`, so that a command that installs them stays the same.
 */
export function packPackages(folder) {
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs'), '--if-stale'], { cwd: root, stdio: 'inherit' });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const names = PACKAGES.flatMap((name) => ['--workspace', `packages/${name}`]);
  // `prepack` would build each package again.
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder, ...names];
  const packed = JSON.parse(execFileSync('npm', args, { cwd: root, encoding: 'utf8' }));
  for (const { name, filename } of packed) {
    renameSync(join(folder, filename), join(folder, `${name.replace('@connective-chat/', '')}.tgz`));
  }
}
