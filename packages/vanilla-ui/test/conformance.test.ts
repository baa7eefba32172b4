import './support/setup.ts';
import type { ChatClientOptions } from '@connective-chat/core';
import { vi } from 'vitest';
import { createAndKeep, describeConformance } from '../../core/test/ui/conformance.ts';
import { widgetAdapter } from './support/widget-adapter.ts';

vi.mock('@connective-chat/core', async (original) => ({
  ...(await original<typeof import('@connective-chat/core')>()),
  createChatClient: (options: ChatClientOptions) => createAndKeep(options),
}));

describeConformance(widgetAdapter);
