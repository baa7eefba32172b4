import type { DefineComponent, HTMLAttributes } from 'vue';
import type { ConnectiveChatAttributes } from './connective-chat-attributes.types.ts';

/* Types alone: `import type {} from '@connective-chat/vanilla-ui/vue'` teaches templates of Vue the element. */
declare module 'vue' {
  interface GlobalComponents {
    'connective-chat': DefineComponent<ConnectiveChatAttributes & HTMLAttributes>;
  }
}
