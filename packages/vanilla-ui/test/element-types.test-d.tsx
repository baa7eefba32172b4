/* Checked by the compiler only: what an application may and may not write about the element. */
import type { ConnectiveChatElement } from '@connective-chat/vanilla-ui';
import type {} from '@connective-chat/vanilla-ui/react';
import type {} from '@connective-chat/vanilla-ui/vue';
import type { GlobalComponents } from 'vue';

const found: ConnectiveChatElement | null = document.querySelector('connective-chat');
const made: ConnectiveChatElement = document.createElement('connective-chat');
found?.open();
made.options = { server: 'https://chat.example.com', botId: 1 };

export const markup = (
  <connective-chat
    server="https://chat.example.com"
    bot-id={1}
    theme="dark"
    className="chat"
    ref={(element) => element?.open({ focus: false })}
  >
    <p slot="empty">Ask us about lamps.</p>
  </connective-chat>
);

// @ts-expect-error unknown theme
export const wrong = <connective-chat server="https://chat.example.com" theme="pink" />;

type Props = InstanceType<GlobalComponents['connective-chat']>['$props'];
export const props: Props = { server: 'https://chat.example.com', 'bot-id': '1', theme: 'auto' };
// @ts-expect-error unknown format
export const wrongProps: Props = { format: 'giant' };
