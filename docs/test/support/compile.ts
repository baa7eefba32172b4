import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './examples.ts';

const require = createRequire(import.meta.url);

/** What the compiler says about everything below a folder; nothing is good. */
export function compile(command: string, folder: string, config: object): string {
  const file = join(folder, 'tsconfig.json');
  writeFileSync(file, JSON.stringify({ extends: join(root, 'tsconfig.base.json'), ...config }));
  try {
    return execFileSync(process.execPath, [require.resolve(command), '-p', file, '--noEmit'], {
      cwd: root,
      encoding: 'utf8',
    });
  } catch (error) {
    return (error as { stdout: string }).stdout || String(error);
  }
}
