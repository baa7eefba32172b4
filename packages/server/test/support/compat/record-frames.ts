/* Records the frames of this release: npm run compat:record. See CONTRIBUTING.md, "Release". */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import manifest from '../../../package.json' with { type: 'json' };
import { openWorld } from './compat-world.ts';
import { conversations } from './conversations.ts';
import { recordConversation } from './record-conversation.ts';

const folder = join(fileURLToPath(new URL('../../../../../compat/frames/', import.meta.url)), manifest.version);

mkdirSync(folder, { recursive: true });
for (const [name, conversation] of Object.entries(conversations)) {
  const world = await openWorld();
  try {
    const recorded = await recordConversation(world, conversation, manifest.version);
    // The address of the server is not part of the recording.
    const text = JSON.stringify(recorded, null, 1).replaceAll(world.url, 'http://recorded.test');
    writeFileSync(join(folder, `${name}.json`), `${text}\n`);
    console.log(`${name}: ${recorded.frames.length} frames, ${recorded.shown.length} messages`);
  } finally {
    await world.close();
  }
}
process.exit(0);
