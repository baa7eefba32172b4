#!/usr/bin/env node
// Builds the site into site/dist. usage: npm run docs:build
import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vitepress';
import { writeApi } from './api.mjs';
import { assemble, assembled } from './assemble.mjs';
import { root } from './pages.mjs';
import { writeTextFiles } from './text-files.mjs';

assemble({ fresh: true });
await writeApi(join(assembled, 'api'));
await build(join(root, 'site'));
writeTextFiles(join(root, 'site/dist'));
const { status } = spawnSync(join(root, 'node_modules/.bin/vite'), ['build', '--logLevel', 'warn'], {
  cwd: join(root, 'playground'),
  stdio: 'inherit',
});
if (status !== 0) process.exit(status ?? 1);
cpSync(join(root, 'playground/dist'), join(root, 'site/dist/playground'), { recursive: true });
