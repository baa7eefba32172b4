import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from './examples.ts';

/**
 * Where a compiler keeps what it found in each file, by the hash of its text, so that the next run checks only what has
 * changed since: the packages that the examples import are larger than the examples. Beside the folder of the examples,
 * which every run replaces.
 */
export const findingsFile = (folder: string): string => join(root, '.cache', `${basename(folder)}.tsbuildinfo`);

/**
 * What a compiler reports about all files in a folder; empty if there is no error. `command` is a path in node_modules,
 * because the native compiler does not export the path of its command.
 */
export function compile(
  command: string,
  folder: string,
  { compilerOptions, ...config }: { include: string[]; compilerOptions?: object },
): string {
  const file = join(folder, 'tsconfig.json');
  const kept = { incremental: true, tsBuildInfoFile: findingsFile(folder) };
  const options = { ...kept, ...compilerOptions };
  writeFileSync(
    file,
    JSON.stringify({ extends: join(root, 'tsconfig.base.json'), ...config, compilerOptions: options }),
  );
  return reportOf(command, ['-p', file, '--noEmit'], root);
}

/**
 * What a compiler reports when it builds the project in a folder, as `npm run build` of a new Vite project does. Its
 * configuration must be new: only then does the compiler compare the files outside the folder with what it has kept.
 */
export const build = (command: string, folder: string): string => reportOf(command, ['-b'], folder);

function reportOf(command: string, args: readonly string[], cwd: string): string {
  try {
    return execFileSync(process.execPath, [join(root, 'node_modules', command), ...args], { cwd, encoding: 'utf8' });
  } catch (error) {
    return (error as { stdout: string }).stdout || String(error);
  }
}
