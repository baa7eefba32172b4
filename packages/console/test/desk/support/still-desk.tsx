import { VirtualClock } from '@connective-chat/core/testing';
import type { ReactNode } from 'react';
import { DeskContext } from '../../../src/desk/desk-context.tsx';
import { createDesk } from '../../../src/desk/store/create-desk.ts';
import type { Desk } from '../../../src/desk/store/desk.types.ts';
import { MessagesProvider } from '../../../src/shell/locale/messages-provider.tsx';

/** A desk that never connects: its state is what the test writes. */
export function stillDesk(): { readonly desk: Desk; readonly Around: (props: { children: ReactNode }) => ReactNode } {
  const desk = createDesk({
    url: 'http://127.0.0.1:9',
    token: 'none',
    storage: null,
    platform: { clock: new VirtualClock(), random: () => 0 },
  });
  const me = { id: 'ann', name: 'Ann', role: 'operator', presence: 'online', dialogs: 0 } as const;
  desk.store.setState({ me, isReady: true, connection: { status: 'online' } });
  return {
    desk,
    Around: ({ children }) => (
      <MessagesProvider>
        <DeskContext value={desk}>{children}</DeskContext>
      </MessagesProvider>
    ),
  };
}
