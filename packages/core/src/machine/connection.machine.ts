import { connectionRegion } from './connection-region.ts';
import { initialContext, machineSetup } from './machine-setup.ts';

/** A connection alone, for a client that runs many conversations on it. */
export const connectionMachine = machineSetup.createMachine({
  id: 'connection',
  type: 'parallel',
  context: ({ input }) => initialContext(input),
  states: { connection: connectionRegion },
});
