/** Everything a test of a chat needs: a server in memory, time that stands still, a browser that breaks. */
export { createMemoryOutbox } from '../outbox/memory-outbox.ts';
export { MemoryConversation } from './memory-conversation.ts';
export {
  createMemoryLocks,
  createMemoryPlatform,
  createMemoryStorage,
  createRandom,
  MemoryLifecycle,
} from './memory-platform.ts';
export { type Faults, MemoryServer, type MemoryServerOptions, type Script, type Turn } from './memory-server.ts';
export { settle, VirtualClock } from './virtual-clock.ts';
