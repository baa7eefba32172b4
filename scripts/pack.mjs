#!/usr/bin/env node
// Packs every package into the folder tarballs, for applications outside this repository.
// usage: npm run pack
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PACKAGES, packPackages } from './lib/pack-packages.mjs';

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), 'tarballs');
packPackages(folder);
console.log(`${PACKAGES.map((name) => relative('.', join(folder, `${name}.tgz`))).join('\n')}

In an application, install the files in the place of the names:
  npm install ${join(folder, 'core.tgz')} ${join(folder, 'react.tgz')}`);
