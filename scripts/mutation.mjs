import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { PARTS } from './mutation/parts.mjs';
import { writeResults } from './mutation/write-results.mjs';

/*
 * Mutation testing of the client's machine, delivery and log, see docs/mutation-testing.md.
 * usage: npm run mutation                    all parts, one after another
 *        npm run mutation -- machine log     these parts
 *        npm run mutation -- --report        runs nothing, writes the tables of the page from the last reports
 */

const args = process.argv.slice(2);
