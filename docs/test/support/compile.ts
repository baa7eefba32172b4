import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './examples.ts';

/**
 * What a compiler reports about all files in a folder; empty if there is no error. `command` is a path in node_modules,
 * because the native compiler does not export the path of its command.
 */
export function compile(command: string, folder: string, config: object): string {
  const file = join(folder, 'tsconfig.json');
  writeFileSync(file, JSON.stringify({ extends: join(root, 'tsconfig.base.json'), ...config }));
  return reportOf(command, ['-p', file, '--noEmit'], root);
}

/** What a compiler reports when it builds the project in a folder, as `npm run build` of a new Vite project does. */
export const build = (command: string, folder: string): string => reportOf(command, ['-b'], folder);

function reportOf(command: string, args: readonly string[], cwd: string): string {
  try {
    return execFileSync(process.execPath, [join(root, 'node_modules', command), ...args], { cwd, encoding: 'utf8' });
  } catch (error) {
    return (error as { stdout: string }).stdout || String(error);
  }
}
