import type { Limits } from '@connective-chat/core/protocol';
import type { OpenDatabase } from '../db/open-database.ts';
import type { Clock } from '../lib/clock.ts';
import type { Closable } from '../lib/close-stack.ts';
import type { ServerAddress } from '../lib/server-address.ts';
import { createFileLinks, type FileLinks } from './file-links.ts';
import { DEFAULT_UPLOAD_TIMES, startSweep, type UploadTimes } from './start-sweep.ts';
import { Uploads } from './uploads.ts';

/** The files of conversations. */
export interface FilesRoom extends Closable {
  readonly links: FileLinks;
  readonly uploads: Uploads;
}

export interface FilesDeps {
  readonly store: OpenDatabase;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly address: ServerAddress;
}

/** Opens the files of the store and regularly deletes those that were never sent. */
export function openFiles(deps: FilesDeps, times: Partial<UploadTimes> = {}): FilesRoom {
  const { store, clock, limits, address } = deps;
  const all = { ...DEFAULT_UPLOAD_TIMES, ...times };
  const links = createFileLinks({ key: store.fileKey, now: () => clock.now(), baseUrl: () => address.public });
  const uploads = new Uploads({ db: store.db, clock, limits, tokenMs: all.tokenMs });
  return { links, uploads, close: startSweep({ db: store.db, clock, failures: store.failures }, all) };
}
