import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The folder with the widget's browser files, in the package that builds them; null if it is not installed. */
export function findWidget(): string | null {
  try {
    const manifest = createRequire(import.meta.url).resolve('@connective-chat/vanilla-ui/package.json');
    return join(dirname(manifest), 'dist', 'browser');
  } catch {
    return null;
  }
}
