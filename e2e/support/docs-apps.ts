import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import vue from '@vitejs/plugin-vue';
import { build, defaultClientConditions, type UserConfig } from 'vite';
import { type Example, examplesOf, root, writeExamples } from '../../docs/test/support/examples.ts';

/** The pages of the documentation that build a complete chat. */
export const DOCS_APPS = ['react', 'react-18', 'vue', 'core'] as const;
export type DocsApp = (typeof DOCS_APPS)[number];

const PAGES: Record<DocsApp, string> = { react: 'react', 'react-18': 'react', vue: 'vue', core: 'core' };

const REACT_18 = join(root, 'compat/react-18/node_modules');
const CONFIGS: Record<DocsApp, UserConfig> = {
  react: { plugins: [react()] },
  'react-18': {
    plugins: [react()],
    resolve: { alias: [{ find: /^(react|react-dom)(?=$|\/)/, replacement: join(REACT_18, '$1') }] },
  },
  vue: { plugins: [vue()] },
  core: {},
};

const pageOf = (id: string, script: string): Example => ({
  language: 'html',
  file: 'index.html',
  code: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,"><title>Docs</title></head><body><main><h1>My shop</h1><div id="${id}"></div></main>
<script type="module" src="/${script}"></script></body></html>`,
});

/** The files of a `npm create vite` project that the page does not list. */
const TEMPLATES: Record<DocsApp, Example[]> = {
  react: [pageOf('root', 'src/main.tsx')],
  'react-18': [pageOf('root', 'src/main.tsx')],
  vue: [pageOf('app', 'src/main.ts')],
  core: [],
};

/** The folder of a built application of the documentation, and the path where it is served. */
export const mountOf = (app: DocsApp) => ({
  path: `/docs/${app}`,
  directory: join(root, '.cache/docs-apps', app, 'dist'),
});

/** Builds a chat application from the unchanged code of a documentation page. */
export async function buildDocsApp(app: DocsApp): Promise<void> {
  const styles = examplesOf('build-your-own-ui/README.md', 'css');
  const files = examplesOf(`build-your-own-ui/${PAGES[app]}.md`, 'tsx', 'vue', 'ts', 'html');
  // The only difference: the server has the address that the test gave it.
  const own = files.map((file) => ({ ...file, code: file.code.replace("'http://localhost:3000'", 'location.origin') }));
  const folder = writeExamples(join('docs-apps', app), [...TEMPLATES[app], ...styles, ...own]);
  const { resolve, ...config } = CONFIGS[app];
  await build({
    ...config,
    root: folder,
    base: './',
    configFile: false,
    logLevel: 'error',
    resolve: { ...resolve, conditions: ['@connective-chat/source', ...defaultClientConditions] },
    build: { minify: false, chunkSizeWarningLimit: 5_000 },
  });
  mkdirSync(mountOf(app).directory, { recursive: true });
}
