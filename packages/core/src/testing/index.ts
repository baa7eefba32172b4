/** Test support for a chat: a server in memory, a clock that the test advances, and a browser platform in memory. */
export { createMemoryOutbox } from '../delivery/memory-outbox.ts';
export { approvalBody, type ScriptedApproval } from './approval-body.ts';
export { buildMessage, type MessageParts } from './build-message.ts';
export {
  createGallery,
  type Gallery,
  type GalleryRequest,
  type GalleryScene,
  type MountGalleryUi,
} from './gallery/create-gallery.ts';
export {
  type GalleryAddress,
  type GalleryLook,
  readGalleryAddress,
  writeGalleryAddress,
} from './gallery/gallery-address.ts';
export type { GalleryWords } from './gallery/gallery-words.ts';
export { MemoryConversation, type MemoryTurn } from './memory-conversation.ts';
export type { Faults } from './memory-network.ts';
export {
  createMemoryLocks,
  createMemoryPlatform,
  createMemoryStorage,
  createRandom,
  MemoryLifecycle,
} from './memory-platform.ts';
export { type MemoryFile, MemoryServer, type MemoryServerOptions, type RefuseOptions } from './memory-server.ts';
export { ScriptedClient, type ScriptedState } from './scripted-client.ts';
export type { ScriptedStep } from './steps-of.ts';
export type { Script, ThinkOptions, Turn } from './turn.ts';
export { settle, VirtualClock } from './virtual-clock.ts';
