import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The folder with the built pages of the settings, the desk and the demo; null if they have not been built. */
export function findPages(): string | null {
  const manifest = createRequire(import.meta.url).resolve('@connective-chat/server/package.json');
  const folder = join(dirname(manifest), 'pages', 'dist');
  return existsSync(join(folder, 'index.html')) ? folder : null;
}
