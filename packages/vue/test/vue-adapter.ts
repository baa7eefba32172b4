import type { ChatState, ComposerState } from '@connective-chat/core/ui';
import {
  type ChatSource,
  provideConnectiveChat,
  useComposer,
  useConnectiveChat,
  useMessage,
} from '@connective-chat/vue';
import { mount } from '@vue/test-utils';
import { defineComponent, h, nextTick, shallowRef } from 'vue';
import type { Adapter } from '../../core/test/ui/conformance.ts';

export const vueAdapter: Adapter = {
  name: 'Vue',
  async mount(first, fields) {
    let seen: Partial<ChatState> = {};
    let renders = 0;
    let chat: ReturnType<typeof useConnectiveChat> | undefined;
    const source = shallowRef(first);
    const Probe = defineComponent(() => {
      const current = useConnectiveChat(source as ChatSource);
      chat = current;
      return () => {
        seen = Object.fromEntries(fields.map((field) => [field, current[field].value]));
        renders += 1;
        return null;
      };
    });
    const view = mount(Probe);
    await nextTick();
    return {
      seen: () => seen,
      renders: () => renders,
      actions: () => chat as NonNullable<typeof chat>,
      async update(next) {
        source.value = next;
        await nextTick();
      },
      unmount: async () => view.unmount(),
    };
  },
  async mountRows(client) {
    let renders = 0;
    const Row = defineComponent({
      props: { id: { type: String, required: true } },
      setup(props) {
        const message = useMessage(() => props.id);
        return () => {
          renders += 1;
          const body = message.value?.body;
          return h('li', { id: props.id }, body?.type === 'text' ? body.text : '');
        };
      },
    });
    const List = defineComponent(() => {
      const { messageIds } = useConnectiveChat();
      // In an element: jsdom inserts into a fragment in quadratic time.
      return () =>
        h(
          'ol',
          messageIds.value.map((id) => h(Row, { key: id, id })),
        );
    });
    const Root = defineComponent(() => {
      provideConnectiveChat(client);
      return () => h(List);
    });
    const view = mount(Root, { attachTo: document.body });
    return {
      text: (id) => document.getElementById(id)?.textContent ?? '',
      renders: () => renders,
      unmount: async () => view.unmount(),
    };
  },
  async mountComposer(client) {
    let composer: ReturnType<typeof useComposer> | undefined;
    let seen: ComposerState | undefined;
    let renders = 0;
    const view = mount(
      defineComponent(() => {
        const current = useComposer(client);
        composer = current;
        return () => {
          const { draft, files, uploads, accept, blocked, notice, canSend, stopButton, queued } = current;
          seen = {
            draft: draft.value,
            files: files.value,
            uploads: uploads.value,
            accept: accept.value,
            blocked: blocked.value,
            notice: notice.value,
            canSend: canSend.value,
            stopButton: stopButton.value,
            queued: queued.value,
          };
          renders += 1;
          return null;
        };
      }),
    );
    return {
      seen: () => seen as ComposerState,
      renders: () => renders,
      actions: () => composer as NonNullable<typeof composer>,
      unmount: async () => view.unmount(),
    };
  },
  async settle(change) {
    await change();
    await nextTick();
  },
};
