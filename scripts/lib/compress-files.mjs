import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** File types that compress well. Pictures and fonts are compressed already, and source maps are rarely requested. */
const TEXT = new Set(['.css', '.html', '.js', '.json', '.svg', '.txt', '.webmanifest']);

/** Smaller files fit into one packet anyway. */
const MIN_BYTES = 1024;

const ENCODINGS = {
  '.br': (contents) => brotliCompressSync(contents, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  '.gz': (contents) => gzipSync(contents, { level: 9 }),
};

/**
 * Writes `.br` and `.gz` beside each text file of a folder and its subfolders; the server sends them unchanged.
 * Removes those of an earlier build, because a stale one would be served instead of its file.
 *
 * @param {string} folder
 */
export function compressFiles(folder) {
  for (const entry of readdirSync(folder, { recursive: true })) {
    if (extname(entry) in ENCODINGS) rmSync(join(folder, entry));
  }
  for (const entry of readdirSync(folder, { recursive: true })) {
    const file = join(folder, entry);
    if (!TEXT.has(extname(file)) || !statSync(file).isFile()) continue;
    const contents = readFileSync(file);
    if (contents.length < MIN_BYTES) continue;
    for (const [extension, compress] of Object.entries(ENCODINGS)) writeFileSync(file + extension, compress(contents));
  }
}
