import type {} from 'react';
import type { ConnectiveChatAttributes } from './connective-chat-attributes.types.ts';
import type { ConnectiveChatElement } from './elements/connective-chat-element.ts';

/*
 * Types only: `import type {} from '@connective-chat/vanilla-ui/react'` adds the element to the JSX of React. They are
 * not in the main module, because a page without React does not have its types.
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
