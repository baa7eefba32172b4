#!/usr/bin/env node
// Compares the built public types of each published entry point with its report in packages/*/api, so that every change
// of the public API is visible in a review, and requires a comment on every public symbol.
// usage: node scripts/api-reports.mjs [--update]      --update writes the reports
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import { ApiItemKind, ApiPackage } from '@microsoft/api-extractor-model';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const update = process.argv.includes('--update');
const cache = join(root, '.cache/api');

/** Interfaces whose members each need a comment. */
const FULLY_DOCUMENTED = new Set(['ChatClient', 'ChatClientOptions', 'ChatEvents', 'Timeouts', 'Turn', 'Faults']);
/** Kinds that need an `@example` as well. */
const WITH_EXAMPLE = new Set([ApiItemKind.Function, ApiItemKind.Class]);

/** The entry points of all published packages that have types. */
function entryPoints() {
  return readdirSync(join(root, 'packages')).flatMap((name) => {
    const folder = join(root, 'packages', name);
    const manifest = join(folder, 'package.json');
    if (!existsSync(manifest)) return [];
    const { exports = {}, private: isPrivate } = JSON.parse(readFileSync(manifest, 'utf8'));
    if (isPrivate) return [];
    return Object.entries(exports)
      .filter(([, entry]) => entry?.types)
      .map(([path, { types }]) => ({
        name,
        folder,
        types: join(folder, types),
        report: [name, ...path.split('/').slice(1)].join('-'),
      }));
  });
}

/** Writes the report of an entry point and its documentation model to the cache. */
function extract({ name, folder, types, report }) {
  const config = ExtractorConfig.prepare({
    configObjectFullPath: join(folder, 'api-extractor.json'),
    packageJsonFullPath: join(folder, 'package.json'),
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: types,
      newlineKind: 'lf',
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            lib: ['ES2022', 'DOM', 'DOM.Iterable'],
            module: 'ESNext',
            moduleResolution: 'Bundler',
            skipLibCheck: true,
            strict: true,
            target: 'ES2022',
          },
          files: [types],
        },
      },
      apiReport: { enabled: true, reportFolder: cache, reportTempFolder: cache, reportFileName: report },
      docModel: { enabled: true, apiJsonFilePath: join(cache, `${report}.api.json`) },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: 'error' } },
        extractorMessageReporting: {
          default: { logLevel: 'none' },
          'ae-forgotten-export': { logLevel: 'none', addToApiReportFile: true },
        },
        tsdocMessageReporting: { default: { logLevel: 'none' } },
      },
    },
  });
  const { succeeded } = Extractor.invoke(config, {
    localBuild: true,
    messageCallback: (message) => {
      message.handled = message.logLevel !== ExtractorLogLevel.Error;
    },
  });
  if (!succeeded) throw new Error(`the types of packages/${name} (${relative(root, types)}) cannot be read`);
  return ApiPackage.loadFromJsonFile(join(cache, `${report}.api.json`)).entryPoints[0];
}

/** Returns one line for each missing comment or example. */
function undocumented(entryPoint) {
  const lacks = (item, needsExample) => {
    const comment = item.tsdocComment?.emitAsTsdoc() ?? '';
    if (comment === '') return 'has no comment that says what it is';
    return needsExample && !comment.includes('@example') ? 'has no @example' : undefined;
  };
  return entryPoint.members.flatMap((item) => {
    const members = FULLY_DOCUMENTED.has(item.displayName) ? item.members : [];
    return [
      [item.displayName, lacks(item, WITH_EXAMPLE.has(item.kind))],
      ...members.map((member) => [`${item.displayName}.${member.displayName}`, lacks(member, false)]),
    ].flatMap(([symbol, problem]) => (problem ? [`${symbol} ${problem}`] : []));
  });
}

mkdirSync(cache, { recursive: true });
const problems = [];
let written = 0;
for (const entry of entryPoints()) {
  if (!existsSync(entry.types)) throw new Error(`${relative(root, entry.types)} is missing: npm run build`);
  const documentation = undocumented(extract(entry));
  problems.push(...documentation.map((problem) => `packages/${entry.name} (${entry.report}): ${problem}`));

  const now = join(cache, `${entry.report}.api.md`);
  const committed = join(entry.folder, 'api', `${entry.report}.api.md`);
  const before = existsSync(committed) ? readFileSync(committed, 'utf8') : '';
  if (before === readFileSync(now, 'utf8')) continue;
  if (update) {
    mkdirSync(dirname(committed), { recursive: true });
    copyFileSync(now, committed);
    written += 1;
    continue;
  }
  const old = new Set(before.split('\n'));
  const fresh = new Set(readFileSync(now, 'utf8').split('\n'));
  problems.push(
    `${relative(root, committed)} differs; if the change is meant: npm run api:update`,
    ...[...old].filter((line) => !fresh.has(line)).map((line) => `  - ${line}`),
    ...[...fresh].filter((line) => !old.has(line)).map((line) => `  + ${line}`),
  );
}
if (update) console.log(`${written} reports written`);
for (const problem of problems) console.log(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
