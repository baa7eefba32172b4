// @vitest-environment jsdom
import type { ChatClientOptions } from '@connective-chat/core';
import { vi } from 'vitest';
import { createAndKeep, describeConformance } from './conformance.ts';
import { plainAdapter } from './plain-adapter.ts';

vi.mock('@connective-chat/core', async (original) => ({
  ...(await original<typeof import('@connective-chat/core')>()),
  createChatClient: (options: ChatClientOptions) => createAndKeep(options),
}));

describeConformance(plainAdapter);
