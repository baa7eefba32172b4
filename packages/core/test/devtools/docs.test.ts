import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const folder = join(root, '.cache/docs-devtools');
let examples: string[];

/** The examples exactly as the page prints them. */
beforeAll(async () => {
  const page = await readFile(join(root, 'docs/devtools.md'), 'utf8');
  examples = [...page.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code);
  await mkdir(folder, { recursive: true });
});

async function run<T>(holding: string): Promise<T> {
  const code = examples.find((each) => each.includes(holding)) ?? '';
  const file = join(folder, `${holding.replaceAll(/\W+/g, '-')}.ts`);
  await writeFile(file, code);
  return import(/* @vite-ignore */ file);
}

it('the replay example reaches the same state and reports nothing', async () => {
  const { same } = await run<{ same: Record<string, unknown> & { ids: [unknown, unknown] } }>('export const same');
  expect(same.live).toMatchObject({ ok: false, reason: 'thinking' });
  expect(same.replayed).toEqual(same.live);
  expect(same.ids[0]).toHaveLength(1);
  expect(same.ids[1]).toEqual(same.ids[0]);
  expect(same).toMatchObject({ divergences: [], containsText: false });
});

it('the verifier example reports the documented findings', async () => {
  const { findings } = await run<{ findings: unknown }>('export const findings');
  expect(findings).toMatchObject([{ rule: 'unknown-turn', detail: 'draft answer-1 of turn 99, the log ends at 2' }]);
});
