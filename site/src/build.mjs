#!/usr/bin/env node
// Builds the site into site/dist. usage: npm run docs:build
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
