import type { Optional } from '../lib/optional.types.ts';
import { createSocketIoTransport } from '../transport/socket-io-transport.ts';
import { browserPlatform } from './browser-platform.ts';
import type { Platform } from './platform.types.ts';

/**
 * The browser's platform with connections over Socket.IO, with the given parts in place of its own.
 *
 * @example const { clock, createId } = resolvePlatform();
 */
export const resolvePlatform = (given: Optional<Platform> = {}): Platform =>
  browserPlatform({ ...given, transport: given.transport ?? createSocketIoTransport({ clock: given.clock }) });
