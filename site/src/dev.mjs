#!/usr/bin/env node
// Serves the site and reloads a page when its source changes. usage: npm run docs [-- --port 5180]
import { watch } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createServer } from 'vitepress';
import { assemble } from './assemble.mjs';
import { root } from './pages.mjs';

const { values } = parseArgs({ options: { port: { type: 'string', default: '5180' } } });

assemble({ fresh: true });
const server = await createServer(join(root, 'site'), { port: Number(values.port) });
await server.listen();
server.printUrls();

let scheduled = false;
watch(join(root, 'docs'), { recursive: true }, () => {
  if (scheduled) return;
  scheduled = true;
  // An editor saves in several steps: one pass for all of them.
  setTimeout(() => {
    scheduled = false;
    assemble();
  }, 50);
});
