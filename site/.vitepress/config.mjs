import { defaultClientConditions, defaultServerConditions } from 'vite';
import { defineConfig } from 'vitepress';
import { machineCharts } from '../../scripts/lib/machine-charts.mjs';
import { assembled } from '../src/assemble.mjs';
import { drawMachine } from '../src/draw-machine.mjs';
import { escapeBraces } from '../src/escape-braces.mjs';
import { fileNames } from '../src/file-names.mjs';
import { liveComments } from '../src/live-comments.mjs';
import { sections, slugOf } from '../src/pages.mjs';
import { tokenLinks } from '../src/token-links.mjs';

const charts = await machineCharts();

const sidebar = [
  ...sections().map(({ title, collapsed, pages }) => ({
    text: title,
    ...(collapsed === undefined ? {} : { collapsed }),
    items: pages.map((page) => ({ text: page.title, link: `/${page.route.replace(/(^|\/)index$/, '$1')}` })),
  })),
];

export default defineConfig({
  title: 'Connective Chat',
  description: 'A headless chat client for your own interface, with bindings, a widget and a server.',
  lang: 'en',
  srcDir: assembled,
  outDir: new URL('../dist', import.meta.url).pathname,
  cacheDir: new URL('../../.cache/vitepress', import.meta.url).pathname,
  cleanUrls: false,
  metaChunk: true,
  // The pages come from GitHub's Markdown: HTML in them is text.
  markdown: {
    html: false,
    linkify: false,
    anchor: { slugify: slugOf },
    config(md) {
      escapeBraces(md);
      tokenLinks(md);
      drawMachine(md, charts);
      liveComments(md);
      fileNames(md);
    },
  },
  // The live examples run the packages from their sources, so that the site needs no build of them.
  vite: {
    resolve: { conditions: ['@connective-chat/source', ...defaultClientConditions] },
    ssr: { resolve: { conditions: ['@connective-chat/source', ...defaultServerConditions] } },
    build: { chunkSizeWarningLimit: 1_500 },
  },
  // Nothing comes from another host: the search runs on an index that is built with the pages.
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    sidebar,
    nav: [
      { text: 'Start', link: '/start/' },
      // Built beside the site, so that the router must leave its pages to the browser.
      { text: 'Playground', link: '/playground/index.html', target: '_self' },
      { text: 'Gallery', link: '/playground/gallery/index.html', target: '_self' },
      { text: 'Protocol', link: '/protocol' },
      { text: 'Errors', link: '/errors/' },
      { text: 'Changelog', link: '/changelog' },
    ],
    externalLinkIcon: true,
    editLink: {
      pattern: ({ frontmatter }) =>
        `https://github.com/connective-chat/connective-chat/blob/main/${frontmatter.source ?? 'site/home.md'}`,
      text: 'The source of this page',
    },
  },
});
