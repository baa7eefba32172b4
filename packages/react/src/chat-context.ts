import type { ChatClient } from '@connective-chat/core';
import { createContext } from 'react';

/** The client of the nearest provider. */
export const ChatContext = createContext<ChatClient | null>(null);
