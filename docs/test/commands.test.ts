import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { HELP } from '../../packages/server/src/config/read-command-line.ts';
import { pages, root } from './support/examples.ts';

const read = (file: string) => readFileSync(join(root, file), 'utf8');
const WORKFLOWS = readdirSync(join(root, '.github/workflows')).map((name) => `.github/workflows/${name}`);
const AUTOMATION = [
  ...WORKFLOWS,
  '.ci/nightly',
  '.ci/run',
  '.devcontainer/devcontainer.json',
  '.devcontainer/Dockerfile',
  '.husky/pre-commit',
  'Dockerfile',
  'compose.yaml',
];
const PAGES = ['README.md', 'CONTRIBUTING.md', ...pages().map((page) => `docs/${page}`)];

interface Workflow {
  readonly on: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}
interface Job {
  readonly 'runs-on'?: string;
  readonly 'timeout-minutes'?: number;
  readonly needs?: string | readonly string[];
  readonly steps?: readonly { readonly run?: string; readonly uses?: string }[];
}

const { scripts } = JSON.parse(read('package.json')) as { scripts: Readonly<Record<string, string>> };

it('every npm script that a workflow, a container or a page of the docs runs exists', () => {
  const missing = [...AUTOMATION, ...PAGES].flatMap((file) =>
    [...read(file).matchAll(/\bnpm run ([\w:-]+)/g)]
      .map(([, name = '']) => name)
      .filter((name) => !(name in scripts))
      .map((name) => `${file}: npm run ${name}`),
  );
  expect(missing).toEqual([]);
});

it('every file that a script of package.json runs exists', () => {
  for (const [name, script] of Object.entries(scripts))
    for (const [file] of script.matchAll(/(?<= )[\w./-]+\.(?:mjs|ts)(?= |$)/g))
      expect(() => read(file), name).not.toThrow();
});

it('every job of the workflows has a machine, a limit, and steps that run or use something', () => {
  for (const file of WORKFLOWS) {
    const { on, jobs }: Workflow = parse(read(file), { strict: true });
    expect(on, file).toBeTruthy();
    for (const [name, job] of Object.entries(jobs)) {
      expect(job, `${file}: ${name}`).toMatchObject({
        'runs-on': expect.any(String),
        'timeout-minutes': expect.any(Number),
      });
      for (const needed of [job.needs ?? []].flat()) expect(Object.keys(jobs), `${file}: ${name}`).toContain(needed);
      for (const step of job.steps ?? [])
        expect(Boolean(step.run) !== Boolean(step.uses), `${file}: ${name}`).toBe(true);
    }
  }
});

it('compose.yaml and the Dockerfile set variables that the server has', () => {
  const { services } = parse(read('compose.yaml'), { strict: true }) as {
    services: Readonly<Record<string, { environment: Readonly<Record<string, string>> }>>;
  };
  const [, environment = ''] = /^ENV (.*)$/m.exec(read('Dockerfile')) ?? [];
  const set = [...environment.matchAll(/(\w+)=/g)].map(([, name = '']) => name).filter((name) => name !== 'NODE_ENV');
  expect(set).not.toEqual([]);
  for (const name of [...set, ...Object.keys(services.server?.environment ?? {})])
    expect(HELP, name).toMatch(new RegExp(`\\b${name}\\b`));
});

it('the Dockerfile copies every package that the server depends on', () => {
  const copied = [...read('Dockerfile').matchAll(/^COPY --from=build \/app\/packages\/([\w-]+)/gm)].map(
    ([, name]) => name,
  );
  const needed = (name: string): string[] => {
    const { dependencies = {} } = JSON.parse(read(`packages/${name}/package.json`));
    const own = Object.keys(dependencies).filter((each) => each.startsWith('@connective-chat/'));
    return [name, ...own.flatMap((each) => needed(each.replace('@connective-chat/', '')))];
  };
  expect(copied.sort()).toEqual([...new Set(needed('server'))].sort());
});
