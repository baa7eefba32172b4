import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The folder with the built pages of the settings, the desk and the widget demo; null if they are not installed or not built. */
export function findPages(): string | null {
  try {
    const manifest = createRequire(import.meta.url).resolve('@connective-chat/console/package.json');
    const folder = join(dirname(manifest), 'dist');
    return existsSync(join(folder, 'index.html')) ? folder : null;
  } catch {
    return null;
  }
}
