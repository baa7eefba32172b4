#!/usr/bin/env node
// Every public symbol of the published packages says what it means: each export of each door has a comment in the
// sources, and so has each member of an exported interface or class whose name does not say it all.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const files = [];
for (const name of readdirSync(join(root, 'packages'))) {
  const manifest = join(root, 'packages', name, 'package.json');
  if (!existsSync(manifest)) continue;
  const { exports: doors = {}, private: isPrivate } = JSON.parse(readFileSync(manifest, 'utf8'));
  if (isPrivate) continue;
  for (const entry of Object.values(doors)) {
    const source = entry?.['@connective-chat/source'];
    if (source?.endsWith('.ts') || source?.endsWith('.tsx')) files.push(join(root, 'packages', name, source));
  }
}
const { config } = ts.readConfigFile(join(root, 'tsconfig.base.json'), ts.sys.readFile);
const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
const program = ts.createProgram(files, { ...options, noEmit: true, skipLibCheck: true });
const checker = program.getTypeChecker();
const seen = new Map();
for (const file of files) {
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  for (const exported of module ? checker.getExportsOfModule(module) : []) {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    seen.set(symbol, exported.getName());
  }
}
/** The faces whose every member is looked up on its own. */
const WHOLE = new Set(['ChatClient', 'ChatClientOptions', 'ChatEvents', 'Timeouts', 'Turn', 'Faults']);

let missing = 0;
let count = 0;

function demand(symbol, name, needsExample) {
  count += 1;
  const tags = symbol.getJsDocTags(checker);
  const isDocumented = symbol.getDocumentationComment(checker).length > 0 || tags.length > 0;
  const hasExample = tags.some((tag) => tag.name === 'example');
  const node = symbol.declarations?.[0];
  if (!node || (isDocumented && (hasExample || !needsExample))) return;
  const { line } = node.getSourceFile().getLineAndCharacterOfPosition(node.getStart());
  const what = isDocumented ? 'has no @example' : 'has no comment that says what it is';
  console.log(`${relative(root, node.getSourceFile().fileName)}:${line + 1} ${name} ${what}`);
  missing += 1;
}

for (const [symbol, name] of seen) {
  demand(symbol, name, (symbol.flags & (ts.SymbolFlags.Function | ts.SymbolFlags.Class)) !== 0);
  if (!WHOLE.has(name)) continue;
  for (const member of symbol.members?.values() ?? []) demand(member, `${name}.${member.getName()}`, false);
}
console.log(`${count} public symbols, ${missing} say too little`);
process.exitCode = missing > 0 ? 1 : 0;
