import type { ChatClientOptions } from '@connective-chat/core';
import { cleanup } from '@testing-library/react';
import { afterEach, vi } from 'vitest';
import { createAndKeep, describeConformance } from '../../core/test/ui/conformance.ts';
import { createReactAdapter } from './react-adapter.tsx';

vi.mock('@connective-chat/core', async (original) => ({
  ...(await original<typeof import('@connective-chat/core')>()),
  createChatClient: (options: ChatClientOptions) => createAndKeep(options),
}));

afterEach(cleanup);
describeConformance(createReactAdapter(false));
describeConformance(createReactAdapter(true));
