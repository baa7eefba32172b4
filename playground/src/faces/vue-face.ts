import type { ChatClient } from '@connective-chat/core';
import { describeBody } from '@connective-chat/core/rich-text';
import { describeBlocked, describeFailure, messageErrorId } from '@connective-chat/core/ui';
import {
  getComposerProps,
  getLogProps,
  getMessageProps,
  getReasonProps,
  getSendButtonProps,
  getThinkingProps,
  provideConnectiveChat,
  useComposer,
  useConnectiveChat,
  useMessage,
  useScrollAnchor,
} from '@connective-chat/vue';
import { createApp, defineComponent, h, ref, useId } from 'vue';
import { deliveryMark } from './delivery-mark.ts';
import { openChoices } from './open-choices.ts';

const Row = defineComponent(
  (props: { readonly id: string; readonly isLast: boolean }) => {
    const message = useMessage(() => props.id);
    const { press, retry, sendState } = useConnectiveChat();
    return () => {
      const row = message.value;
      const text = row && describeBody(row.body);
      if (!text) return null;
      const failure = describeFailure(row);
      return h('div', getMessageProps(row), [
        h('p', { dir: 'auto' }, text),
        ...openChoices(row, props.isLast).map((button) =>
          h(
            'button',
            {
              key: button.id,
              type: 'button',
              'aria-disabled': !sendState.value.ok,
              onClick: () => press(row.id, button),
            },
            button.label,
          ),
        ),
        failure &&
          h('p', { id: messageErrorId(row.id), class: 'failure' }, [
            failure,
            ' ',
            h('button', { type: 'button', onClick: () => retry(row.id) }, 'Try again'),
          ]),
        h('small', deliveryMark(row)),
      ]);
    };
  },
  { props: ['id', 'isLast'] },
);

const Log = defineComponent(() => {
  const { messageIds, thinking } = useConnectiveChat();
  const log = ref<HTMLElement | null>(null);
  useScrollAnchor(log);
  return () =>
    h('div', { ref: log, class: 'log', ...getLogProps() }, [
      ...messageIds.value.map((id) => h(Row, { key: id, id, isLast: id === messageIds.value.at(-1) })),
      thinking.value && h('p', getThinkingProps(thinking.value), `${thinking.value.text || 'Thinking'}…`),
    ]);
});

const Composer = defineComponent(() => {
  const { composer, blocked } = useComposer();
  const reasonId = useId();
  return () =>
    h('div', { class: 'composer' }, [
      h('p', getReasonProps(reasonId), blocked.value ? describeBlocked(blocked.value.reason) : ''),
      h('textarea', { rows: 1, placeholder: 'Message', ...getComposerProps(composer.value, { reasonId }) }),
      h('button', getSendButtonProps(composer.value, { reasonId }), 'Send'),
    ]);
});

/** The same chat with Vue. */
export function mountVueFace(target: Element, client: ChatClient): void {
  createApp({
    setup() {
      provideConnectiveChat(client);
      return () => [h(Log), h(Composer)];
    },
  }).mount(target);
}
