import type { DefineComponent, HTMLAttributes } from 'vue';
import type { ConnectiveChatAttributes } from './connective-chat-attributes.types.ts';

/* Types only: `import type {} from '@connective-chat/vanilla-ui/vue'` adds the element to the templates of Vue. */
declare module 'vue' {
  interface GlobalComponents {
    'connective-chat': DefineComponent<ConnectiveChatAttributes & HTMLAttributes>;
  }
}
