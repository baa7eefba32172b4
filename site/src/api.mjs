import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Application } from 'typedoc';
import { anchorsOf } from './links.mjs';
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
  repairAnchors(folder);
}

/** typedoc numbers the links to a name that is a type as well as a value, but writes one heading for both. */
function repairAnchors(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));
  const anchors = new Map(files.map((file) => [file, anchorsOf(readFileSync(file, 'utf8'))]));
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    const repaired = text.replaceAll(/\]\(([^)#\s]*)#([\w-]+)-\d+\)/g, (link, path, anchor) => {
      const known = anchors.get(path ? join(dirname(file), path) : file);
      const isDead = known?.has(anchor) && !known.has(link.slice(link.indexOf('#') + 1, -1));
      return isDead ? `](${path}#${anchor})` : link;
    });
    if (repaired !== text) writeFileSync(file, repaired);
  }
}
