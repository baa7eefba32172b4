#!/usr/bin/env node
// The messages of the console are written in its code and extracted into the English catalog, which is translated into the
// other languages. Fails if the English catalog differs from the code, or if a translation lacks a message, has an unused
// one, or uses other placeholders. --update writes the English catalog.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const catalogs = 'packages/console/src/shell/locale/catalogs';
const english = join(root, catalogs, 'en.json');

function formatjs(...args) {
  const { status, stdout, stderr } = spawnSync(join(root, 'node_modules/.bin/formatjs'), args, {
    cwd: root,
    encoding: 'utf8',
  });
  if (status === 0) return;
  process.stdout.write(`${stdout ?? ''}${stderr ?? ''}`);
  process.exit(1);
}

/** The components call `formatMessage` of `useIntl()` `t`. */
const extract = (file) =>
  formatjs(
    'extract',
    'packages/console/src/**/*.{ts,tsx}',
    '--format',
    'simple',
    '--additional-function-names',
    't',
    '--throws',
    '--out-file',
    file,
  );

if (process.argv.includes('--update')) extract(english);
else {
  const folder = mkdtempSync(join(tmpdir(), 'messages-'));
  const file = join(folder, 'en.json');
  extract(file);
  const isCurrent = readFileSync(file, 'utf8') === readFileSync(english, 'utf8');
  rmSync(folder, { recursive: true });
  if (!isCurrent) {
    console.log(`${catalogs}/en.json differs from the messages in the code: npm run messages:update`);
    process.exit(1);
  }
}
formatjs(
  'verify',
  `${catalogs}/*.json`,
  '--source-locale',
  'en',
  '--missing-keys',
  '--extra-keys',
  '--structural-equality',
);
