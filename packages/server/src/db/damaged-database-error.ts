import { dirname } from 'node:path';

/**
 * The embedded database cannot be opened, because its files are damaged or incomplete. The message names the folder,
 * the reason and the way back to a backup.
 *
 * @example if (error instanceof DamagedDatabaseError) console.error(error.message);
 */
export class DamagedDatabaseError extends Error {
  override readonly name = 'DamagedDatabaseError';
  /** The folder with the files of the database. */
  readonly folder: string;

  constructor(folder: string, reason: string, cause?: unknown) {
    const dataDir = dirname(folder);
    super(
      [
        `The embedded database in ${folder} cannot be opened: ${reason}.`,
        'Its files are damaged or incomplete. This start has changed nothing in them.',
        'To go back to a backup, which "connective-chat-server backup FILE" has made earlier:',
        `  1. keep the damaged folder aside: mv "${folder}" "${folder}.damaged"`,
        `  2. connective-chat-server restore FILE --data "${dataDir}"`,
        '  3. start the server again',
        'Without a backup, a start after the first step begins with an empty database; a copy of the volume or a ' +
          'snapshot of it, taken while no server ran, can take the place of the folder instead.',
      ].join('\n'),
      { cause },
    );
    this.folder = folder;
  }
}
