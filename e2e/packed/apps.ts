import { type Example, examplesOf } from '../../docs/test/support/examples.ts';
import type { Command, PackedApp } from './packed-app.types.ts';

/** Addresses that the pages of the docs name: of the server, and of a page that uses it. */
const SERVER = 'http://localhost:3000';
const PAGE = 'http://localhost:5173';

/** Where the applications run. */
export interface Places {
  /** The address of the packed server. */
  readonly server: string;
  /** The port of the application's pages. */
  readonly port: number;
  /** The port of the application's own server program. */
  readonly programPort: number;
}

const file = (name: string, code: string): Example => ({ language: '', file: name, code });
const VITE_PAGE = (id: string, script: string) =>
  file(
    'index.html',
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>App</title><link rel="icon" href="data:,"></head>
<body><div id="${id}"></div><script type="module" src="/src/${script}"></script></body></html>`,
  );

/** The files of a page of the docs, with the address of the packed server in the place of the documented one. */
const documented = (page: string, server: string, ...languages: string[]): Example[] =>
  examplesOf(page, ...languages)
    .filter((example) => !example.file.startsWith('example-'))
    .map((example) => ({ ...example, code: example.code.replaceAll(SERVER, server) }));

const CORE = ['', '/protocol', '/ui', '/rich-text', '/engine', '/testing', '/devtools', '/tabs'].map(
  (path) => `@connective-chat/core${path}`,
);
const WIDGET = ['@connective-chat/vanilla-ui', '@connective-chat/vanilla-ui/define'];
const CONTRACTS = ['admin', 'bot', 'embed', 'operator', 'problem', 'scenario'].map(
  (path) => `@connective-chat/contracts/${path}`,
);

/** The newest for Node 20. 20.19.0 has an error of its own under `exactOptionalPropertyTypes`. */
const TYPES_OF_NODE = '20.19.43';

const BOTH = ['bundler', 'node16'] as const;

const viteCommand = (port: number, ...command: string[]): Command => [
  'vite',
  ...command,
  ...['--port', `${port}`, '--strictPort', '--host', '127.0.0.1'],
];

function viteReact(version: '18' | '19', { server, port }: Places): PackedApp {
  const own = version === '18' ? '18.3.1' : '19.3.1';
  return {
    name: `vite-react-${version}`,
    packages: ['core', 'react', 'vanilla-ui'],
    dependencies: {
      react: own,
      'react-dom': own,
      '@types/react': version === '18' ? '18.3.32' : '19.3.0',
      '@types/react-dom': version === '18' ? '18.3.7' : '19.3.0',
      '@vitejs/plugin-react': version === '18' ? '5.2.0' : '6.3.0',
      vite: version === '18' ? '7.3.8' : '8.3.8',
      typescript: version === '18' ? '5.9.3' : '6.0.3',
    },
    files: [
      ...documented('start/react.md', server, 'tsx'),
      VITE_PAGE('root', 'main.tsx'),
      file(
        'src/main.tsx',
        `import { createRoot } from 'react-dom/client';
import App from './App.tsx';

createRoot(document.getElementById('root') as HTMLElement).render(<App />);
`,
      ),
      file(
        'vite.config.js',
        `import react from '@vitejs/plugin-react';\n\nexport default { plugins: [react()], logLevel: 'warn' };\n`,
      ),
    ],
    entries: [...CORE, ...WIDGET, '@connective-chat/react', '@connective-chat/vanilla-ui/react'],
    types: { bin: 'tsc', modules: BOTH },
    build: ['vite', 'build'],
    serve: { command: viteCommand(port, 'preview'), port },
    pages: [{ path: '/', ui: 'form' }],
  };
}

const viteVue = ({ server, port }: Places): PackedApp => ({
  name: 'vite-vue',
  packages: ['core', 'vue', 'vanilla-ui'],
  dependencies: {
    vue: '3.5.45',
    '@vitejs/plugin-vue': '6.0.11',
    vite: '8.3.8',
    typescript: '6.0.3',
    'vue-tsc': '3.3.14',
  },
  files: [
    ...documented('start/vue.md', server, 'vue'),
    VITE_PAGE('app', 'main.ts'),
    file(
      'src/main.ts',
      `import { createApp } from 'vue';\nimport App from './App.vue';\n\ncreateApp(App).mount('#app');\n`,
    ),
    file(
      'vite.config.js',
      `import vue from '@vitejs/plugin-vue';\n\nexport default { plugins: [vue()], logLevel: 'warn' };\n`,
    ),
  ],
  entries: [...CORE, ...WIDGET, '@connective-chat/vue', '@connective-chat/vanilla-ui/vue'],
  types: { bin: 'vue-tsc', modules: BOTH },
  build: ['vite', 'build'],
  serve: { command: viteCommand(port, 'preview'), port },
  pages: [{ path: '/', ui: 'form' }],
});

const next = ({ server, port }: Places): PackedApp => ({
  name: 'next',
  packages: ['core', 'react', 'vanilla-ui'],
  dependencies: {
    next: '16.4.6',
    react: '19.3.1',
    'react-dom': '19.3.1',
    '@types/node': TYPES_OF_NODE,
    '@types/react': '19.3.0',
    '@types/react-dom': '19.3.0',
    typescript: '6.0.3',
  },
  files: [
    ...documented('start/next.md', server, 'tsx'),
    file(
      'app/layout.tsx',
      `import type { ReactNode } from 'react';

export default ({ children }: { children: ReactNode }) => (
  <html lang="en">
    <body>{children}</body>
  </html>
);
`,
    ),
    file('app/page.tsx', `import { Chat } from './chat';\n\nexport default () => <Chat />;\n`),
    file(
      'app/widget/page.tsx',
      `import { ChatWidget } from '../chat-widget';\n\nexport default () => <ChatWidget />;\n`,
    ),
    // Next.js checks the types of the whole application with this file when it builds.
    file(
      'tsconfig.json',
      JSON.stringify({
        compilerOptions: {
          target: 'ES2022',
          lib: ['dom', 'dom.iterable', 'esnext'],
          strict: true,
          exactOptionalPropertyTypes: true,
          noEmit: true,
          module: 'esnext',
          moduleResolution: 'bundler',
          resolveJsonModule: true,
          isolatedModules: true,
          esModuleInterop: true,
          allowJs: true,
          skipLibCheck: true,
          incremental: true,
          jsx: 'react-jsx',
          plugins: [{ name: 'next' }],
        },
        include: ['next-env.d.ts', 'app', '.next/types/**/*.ts', '.next/dev/types/**/*.ts'],
        exclude: ['node_modules'],
      }),
    ),
  ],
  entries: [...CORE, ...WIDGET, '@connective-chat/react', '@connective-chat/vanilla-ui/react'],
  types: { bin: 'tsc', modules: BOTH },
  build: ['next', 'build'],
  serve: { command: ['next', 'start', '--port', `${port}`, '--hostname', '127.0.0.1'], port },
  pages: [
    { path: '/', ui: 'form' },
    { path: '/widget', ui: 'widget' },
  ],
});

const nuxt = ({ server, port }: Places): PackedApp => ({
  name: 'nuxt',
  packages: ['core', 'vue', 'vanilla-ui'],
  // The newest Nuxt that runs on Node 20.
  dependencies: { nuxt: '4.4.2', vue: '3.5.45', typescript: '6.0.3', 'vue-tsc': '3.3.14' },
  files: [
    ...documented('start/nuxt.md', server, 'vue', 'ts'),
    file(
      'tsconfig.json',
      JSON.stringify({
        files: [],
        references: ['app', 'server', 'shared', 'node'].map((name) => ({ path: `./.nuxt/tsconfig.${name}.json` })),
      }),
    ),
    file('app/app.vue', '<template>\n  <NuxtPage />\n</template>\n'),
    file('app/pages/index.vue', '<template>\n  <Chat />\n</template>\n'),
    file('app/pages/widget.vue', '<template>\n  <ChatWidget />\n</template>\n'),
  ],
  entries: [...CORE, ...WIDGET, '@connective-chat/vue', '@connective-chat/vanilla-ui/vue'],
  types: { bin: 'vue-tsc', modules: BOTH, framework: ['nuxt', 'typecheck'] },
  build: ['nuxt', 'build'],
  serve: { command: ['node', '.output/server/index.mjs'], port },
  pages: [
    { path: '/', ui: 'form' },
    { path: '/widget', ui: 'widget' },
  ],
});

/** The first page of the docs with the embed code. */
const scriptTagPage = (server: string): Example => {
  const [example] = examplesOf('start/script-tag.md', 'html');
  if (!example) throw new Error('start/script-tag.md has no page');
  return file('index.html', example.code.replaceAll(SERVER, server));
};

const scriptTag = ({ server, port }: Places): PackedApp => ({
  name: 'script-tag',
  packages: [],
  dependencies: { vite: '8.3.8' },
  files: [scriptTagPage(server)],
  entries: [],
  types: { bin: 'tsc', modules: [] },
  serve: { command: viteCommand(port), port },
  pages: [{ path: '/', ui: 'widget' }],
});

const ANSWER = ['confirmed', '2–4 working days'];

const nodeEsm = ({ server }: Places): PackedApp => ({
  name: 'node-esm',
  packages: ['core'],
  dependencies: { typescript: '5.9.3', '@types/node': TYPES_OF_NODE, tsx: '4.23.15' },
  files: documented('start/core.md', server, 'ts'),
  entries: CORE,
  types: { bin: 'tsc', modules: [...BOTH, 'nodenext'] },
  run: { args: ['--import', 'tsx', 'chat.ts'], prints: ANSWER },
});

const nodeCommonJs = ({ server }: Places): PackedApp => ({
  name: 'node-commonjs',
  packages: ['core', 'contracts', 'react', 'vue', 'vanilla-ui', 'console', 'server'],
  dependencies: {
    react: '19.3.1',
    vue: '3.5.45',
    typescript: '5.9.3',
    '@types/node': TYPES_OF_NODE,
    '@types/react': '19.3.0',
    '@types/pg': '8.20.0',
  },
  isCommonJs: true,
  files: [
    ...documented('start/core.md', server, 'js'),
    file(
      'every-entry.cjs',
      [...CORE, ...CONTRACTS, ...WIDGET, 'react', 'vue', 'vanilla-ui/react', 'vanilla-ui/vue', 'server']
        .map((name) => (name.startsWith('@') ? name : `@connective-chat/${name}`))
        .map((name) => `if (Object.keys(require('${name}')).length === 0) console.log('${name} has no exports');`)
        .join('\n'),
    ),
    file('all.cjs', `require('./every-entry.cjs');\nrequire('./chat.cjs');\n`),
  ],
  entries: [...CORE, ...CONTRACTS, ...WIDGET, '@connective-chat/server'],
  // A CommonJS file may import an ES module only with the rules of Node 20.19 and later.
  types: { bin: 'tsc', modules: ['nodenext'] },
  run: { args: ['all.cjs'], prints: ANSWER },
});

function serverProgram({ port, programPort }: Places): PackedApp {
  const program = `http://localhost:${programPort}`;
  return {
    name: 'server-program',
    packages: ['core', 'contracts', 'vanilla-ui', 'console', 'server'],
    dependencies: { typescript: '6.0.3', '@types/node': TYPES_OF_NODE, tsx: '4.23.15', vite: '8.3.8' },
    files: [
      ...documented('start/server.md', program, 'ts').map((example) => ({
        ...example,
        code: example.code.replaceAll(PAGE, `http://127.0.0.1:${port}`),
      })),
      scriptTagPage(program),
    ],
    entries: [...CONTRACTS, '@connective-chat/server'],
    types: { bin: 'tsc', modules: BOTH },
    run: { args: ['--import', 'tsx', 'server.ts'], prints: ['http://'], environment: { PORT: `${programPort}` } },
    serve: { command: viteCommand(port), port },
    pages: [
      {
        path: '/',
        ui: 'widget',
        dialogue: {
          greeting: 'Hello! Tell me the number of your order.',
          question: 'Where is 12345?',
          answer: 'Order 12345 is on its way and arrives on Friday.',
        },
      },
    ],
  };
}

/** Every application, by its name, in the order in which they are checked. */
export const APPS: Readonly<Record<string, (places: Places) => PackedApp>> = {
  'vite-react-18': (places) => viteReact('18', places),
  'vite-react-19': (places) => viteReact('19', places),
  'vite-vue': viteVue,
  next,
  nuxt,
  'script-tag': scriptTag,
  'node-esm': nodeEsm,
  'node-commonjs': nodeCommonJs,
  'server-program': serverProgram,
};
