import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Application } from 'typedoc';
import { root } from './pages.mjs';

const PACKAGES = ['core', 'react', 'vue', 'vanilla-ui', 'server', 'contracts'];

/** The source files behind the `exports` of the packages. */
const entryPoints = () =>
  PACKAGES.flatMap((name) => {
    const { exports } = JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'));
    return Object.values(exports)
      .map((entry) => entry['@connective-chat/source'])
      .filter(Boolean)
      .map((path) => join(root, 'packages', name, path));
  });

/** Writes the API reference as Markdown, one page per entry point, from the types and comments of the sources. */
export async function writeApi(folder) {
  rmSync(folder, { recursive: true, force: true });
  const app = await Application.bootstrapWithPlugins({
    plugin: ['typedoc-plugin-markdown'],
    outputs: [{ name: 'markdown', path: folder }],
    entryPoints: entryPoints(),
    tsconfig: join(root, 'tsconfig.json'),
    readme: 'none',
    router: 'module',
    entryFileName: 'index',
    hidePageHeader: true,
    hideBreadcrumbs: true,
    disableSources: true,
    excludePrivate: true,
    excludeInternal: true,
    useCodeBlocks: true,
    sanitizeComments: true,
    // The gate `types` has checked them.
    skipErrorChecking: true,
    logLevel: 'Error',
    validation: false,
  });
  const project = await app.convert();
  if (!project) throw new Error('typedoc found nothing');
  await app.generateOutputs(project);
}
