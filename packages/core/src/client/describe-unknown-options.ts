import { describeUnknownNames } from '../lib/describe-unknown-names.ts';
import type { Platform } from '../platform/platform.types.ts';
import type { ChatClientOptions } from './chat-client.types.ts';

/** Every part of the platform; a missing or a wrong name does not compile. */
const PLATFORM: Record<keyof Platform, true> = {
  clock: true,
  random: true,
  createId: true,
  createSecret: true,
  transport: true,
  outbox: true,
  storage: true,
  lifecycle: true,
  locks: true,
  postFile: true,
};

/** What a developer is told of each name in the options that nothing knows. */
export async function describeUnknownOptions(
  { timeouts = {}, platform = {}, version = 'v2', ...options }: ChatClientOptions,
  knownOptions: readonly string[],
  knownTimeouts: readonly string[],
): Promise<readonly string[]> {
  const lists = await Promise.all([
    describeUnknownNames('The option of createChatClient()', Object.keys(options), knownOptions),
    describeUnknownNames('The deadline in `timeouts`', Object.keys(timeouts), knownTimeouts),
    describeUnknownNames('The part of `platform`', Object.keys(platform), Object.keys(PLATFORM)),
    describeUnknownNames('The `version` of createChatClient()', [version], ['v2', 'legacy']),
  ]);
  return lists.flat();
}
