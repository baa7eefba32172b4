#!/usr/bin/env node
// Takes the pictures of the gallery again and replaces the committed ones that differ. usage: npm run pictures:update
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importTypescript } from './lib/import-typescript.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { updatePictures } = await importTypescript(join(root, 'e2e/pictures/update.ts'));
await updatePictures();
