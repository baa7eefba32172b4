import type {} from 'react';
import type { ConnectiveChatAttributes } from './connective-chat-attributes.types.ts';
import type { ConnectiveChatElement } from './elements/connective-chat-element.ts';

/*
 * Types alone: `import type {} from '@connective-chat/vanilla-ui/react'` teaches the JSX of React the element. They are
 * not in the main module, because a page without React has no types of it.
 */
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'connective-chat': import('react').ClassAttributes<ConnectiveChatElement> &
        import('react').HTMLAttributes<ConnectiveChatElement> &
        ConnectiveChatAttributes;
    }
  }
}
