import type { ConnectionWork } from './chat.machine.types.ts';
import { createConnectionRegion } from './connection-region.ts';
import { initialContext, setUpMachine } from './machine-setup.ts';

const withoutConversation = (): never => {
  throw new Error('A machine without a conversation was asked to work on one.');
};

/** Only the connection, for a client with many conversations on one connection. */
export function createConnectionMachine(work: ConnectionWork) {
  const machine = setUpMachine({
    ...work,
    loadOlder: withoutConversation,
    fillGap: withoutConversation,
    stopTurn: withoutConversation,
    drain: withoutConversation,
    // The state of the connection has the error.
    reportError: () => {},
    announceTimeout: withoutConversation,
  });
  return machine.createMachine({
    id: 'connection',
    type: 'parallel',
    context: ({ input }) => initialContext(input),
    states: { connection: createConnectionRegion(machine) },
  });
}

/** The machine of a connection. */
export type ConnectionMachine = ReturnType<typeof createConnectionMachine>;
