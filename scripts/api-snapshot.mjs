#!/usr/bin/env node
// Compares each package's public types, as built, with packages/*/api.md; --update writes them.
// A change of the public face is then a change in a review, and never an accident.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const update = process.argv.includes('--update');
const printer = ts.createPrinter({ removeComments: true });

/** One declaration, without comments and on as few lines as it needs. */
function textOf(node) {
  // A constant's declaration is the one variable; the words around it are added back.
  const printed = printer
    .printNode(ts.EmitHint.Unspecified, node, node.getSourceFile())
    .replace(/^(export )?(declare )?/, '');
  return ts.isVariableDeclaration(node) ? `const ${printed}` : printed;
}

function describe(checker, symbol) {
  const name = symbol.getName();
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const texts = (target.declarations ?? []).filter((node) => !ts.isSourceFile(node)).map(textOf);
  const renamed = target.getName() === name ? '' : `// exported as ${name}\n`;
  return { name, text: renamed + [...new Set(texts)].sort().join('\n') };
}

function apiOf(name) {
  const folder = join(root, 'packages', name);
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const doors = Object.entries(exports)
    .map(([path, entry]) => [path, typeof entry === 'string' ? undefined : entry.types])
    .filter(([, types]) => types && existsSync(join(folder, types)));
  const program = ts.createProgram(
    doors.map(([, types]) => join(folder, types)),
    {
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2022,
      skipLibCheck: true,
    },
  );
  const checker = program.getTypeChecker();
  const parts = doors.map(([path, types]) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(join(folder, types)));
    const found = module ? checker.getExportsOfModule(module).map((symbol) => describe(checker, symbol)) : [];
    const lines = found.sort((a, b) => (a.name < b.name ? -1 : 1)).map(({ text }) => text);
    return `## ${path === '.' ? `@connective-chat/${name}` : `@connective-chat/${name}/${path.slice(2)}`}\n\n\`\`\`ts\n${lines.join('\n\n')}\n\`\`\`\n`;
  });
  return `# Public API of @connective-chat/${name}\n\nWritten by \`npm run api:update\`; \`npm run check\` compares.\n\n${parts.join('\n')}`;
}

const packages = readdirSync(join(root, 'packages')).filter((name) =>
  existsSync(join(root, 'packages', name, 'dist/index.d.ts')),
);
for (const name of packages) {
  const file = join(root, 'packages', name, 'api.md');
  const now = apiOf(name);
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (now === before) continue;
  if (update) {
    writeFileSync(file, now);
    console.log(`wrote packages/${name}/api.md`);
    continue;
  }
  const old = new Set(before.split('\n'));
  const fresh = new Set(now.split('\n'));
  console.log(`packages/${name}: the public API differs from api.md`);
  for (const line of old) if (!fresh.has(line)) console.log(`  - ${line}`);
  for (const line of fresh) if (!old.has(line)) console.log(`  + ${line}`);
  console.log('  if it is meant: npm run api:update');
  process.exitCode = 1;
}
