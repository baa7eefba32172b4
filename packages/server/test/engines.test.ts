import { readFileSync } from 'node:fs';
import semver from 'semver';
import { expect, test } from 'vitest';

const ROOT = new URL('../../../', import.meta.url);
const read = (path: string) => JSON.parse(readFileSync(new URL(path, ROOT), 'utf8'));

interface Locked {
  readonly version?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly engines?: { readonly node?: string };
}

test('every dependency of our packages runs on the oldest Node of each line they declare', () => {
  const declared: string = read('packages/server/package.json').engines.node;
  const oldest = declared.split('||').map((range) => semver.minVersion(range)?.version ?? range);
  expect(oldest).toHaveLength(3);
  const packages = Object.entries<Locked>(read('package-lock.json').packages);
  const tooNew = packages
    .filter(([path, { dev, devOptional }]) => path.includes('node_modules/') && !dev && !devOptional)
    .filter(([, { engines }]) => engines?.node && !oldest.every((node) => semver.satisfies(node, engines.node ?? '*')))
    .map(([path, { version, engines }]) => `${path}@${version} needs Node ${engines?.node}`);
  expect(tooNew).toEqual([]);
});
