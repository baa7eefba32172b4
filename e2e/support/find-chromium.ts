import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export interface FoundBrowser {
  executablePath: string;
  /** Where the browser was found, for the log of a failed run. */
  origin: 'CHROME_BIN' | 'system' | 'playwright' | 'npm';
  env: Record<string, string>;
}

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const require = createRequire(import.meta.url);

const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const SYSTEM_PATHS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Finds a browser for the end-to-end tests. The last choice is the one that `npm install` brings. */
export async function findChromium(): Promise<FoundBrowser> {
  const env = environment();
  const named = process.env.CHROME_BIN;
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROME_BIN names ${named}, which does not exist`);
    return { executablePath: named, origin: 'CHROME_BIN', env };
  }

  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const system = [...folders.flatMap((folder) => SYSTEM_NAMES.map((name) => join(folder, name))), ...SYSTEM_PATHS];
  const installed = system.find((path) => existsSync(path));
  if (installed) return { executablePath: installed, origin: 'system', env };

  const own = chromium.executablePath();
  if (existsSync(own)) return { executablePath: own, origin: 'playwright', env };

  return findPinnedChromium();
}

/**
 * The Chromium that npm installs, also where the machine has another one: its version and its fonts are those of the
 * lockfile, so that pictures can be compared with committed ones. It exists for Linux on x64 only.
 */
export async function findPinnedChromium(): Promise<FoundBrowser> {
  const unpacked = await unpackFromNpm();
  return { executablePath: unpacked.executablePath, origin: 'npm', env: { ...environment(), ...unpacked.env } };
}

const environment = (): Record<string, string> =>
  Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] != null));

/**
 * The build of @sparticuz/chromium is made for a bare Amazon Linux: it brings the system libraries that it needs and
 * expects its caller to configure fonts. It unpacks into the temporary folder and treats a partial file of an
 * interrupted run as complete. Therefore it unpacks into a folder of its own, which is then moved to the final place in
 * one step.
 */
async function unpackFromNpm(): Promise<{ executablePath: string; env: Record<string, string> }> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('npm brings a Chromium for Linux on x64 only: install one, or name it in CHROME_BIN');
  }
  const folder = dirname(dirname(require.resolve('@sparticuz/chromium')));
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  const home = join(root, '.cache', `chromium-${version}`);

  if (!existsSync(join(home, 'chromium'))) {
    const draft = `${home}.${process.pid}`;
    mkdirSync(draft, { recursive: true });
    const previous = process.env.TMPDIR;
    process.env.TMPDIR = draft;
    try {
      // Imported here and not at the top, because the import already reads the environment.
      const { default: bundled, inflate } = await import('@sparticuz/chromium');
      await bundled.executablePath();
      await inflate(join(folder, 'bin/al2023.tar.br'));
    } finally {
      if (previous === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = previous;
    }
    try {
      renameSync(draft, home);
    } catch (error) {
      // Another run has unpacked it meanwhile.
      rmSync(draft, { recursive: true, force: true });
      if (!existsSync(join(home, 'chromium'))) throw error;
    }
  }

  const libraries = join(home, 'al2023/lib');
  const fallback = process.env.LD_LIBRARY_PATH ? [process.env.LD_LIBRARY_PATH] : [];
  return {
    executablePath: join(home, 'chromium'),
    env: { LD_LIBRARY_PATH: [libraries, ...fallback].join(':'), FONTCONFIG_FILE: writeFontConfig(home) },
  };
}

/** Without a configured font, text has no width and every layout is wrong. */
function writeFontConfig(home: string): string {
  const file = join(home, 'fonts.conf');
  const fonts = [join(dirname(require.resolve('dejavu-fonts-ttf/package.json')), 'ttf'), join(home, 'fonts')];
  const present = fonts.filter((folder) => existsSync(folder) && readdirSync(folder).length > 0);
  const families = ['sans-serif', 'system-ui', 'ui-sans-serif']
    .map((name) => `  <alias><family>${name}</family><prefer><family>DejaVu Sans</family></prefer></alias>`)
    .join('\n');
  writeFileSync(
    file,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${present.map((folder) => `  <dir>${folder}</dir>`).join('\n')}
  <cachedir>${join(tmpdir(), 'connective-chat-fontconfig')}</cachedir>
${families}
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
</fontconfig>
`,
  );
  return file;
}
