import { connectionRegion } from './connection-region.ts';
import { initialContext, machineSetup } from './machine-setup.ts';

/** Only the connection, for a client with many conversations on one connection. */
export const connectionMachine = machineSetup.createMachine({
  id: 'connection',
  type: 'parallel',
  context: ({ input }) => initialContext(input),
  states: { connection: connectionRegion },
});
