import { createMachine, type MachineConfig, type setup as xstateSetup } from 'xstate';

/**
 * XState's `setup`, with all its types, for what it is used here: XState's own carries every action
 * creator along, spawning, logging and sending to others, 0.7 kB that every visitor would load.
 */
export const setup = ((implementations: object) => ({
  createMachine: (config: object) =>
    createMachine(config as MachineConfig<object, { type: string }>, implementations as never),
})) as unknown as typeof xstateSetup;
