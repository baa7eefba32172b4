import { defineConnectiveChat } from './define-connective-chat.ts';

/* The only module with a side effect: `import '@connective-chat/vanilla-ui/define'`. */
defineConnectiveChat();
