// @vitest-environment jsdom
import { createChatClient } from '@connective-chat/core';
import { describeLiveConformance } from './live-conformance.ts';
import { createPlainAdapter } from './plain-adapter.ts';

describeLiveConformance(createPlainAdapter(createChatClient));
