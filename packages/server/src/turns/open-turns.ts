import type { Nodes } from '../cluster/nodes.ts';
import type { OpenDatabase } from '../db/open-database.ts';
import { StepRunner, type StepRunnerDeps } from './step-runner.ts';
import { TurnRunner, type TurnRunnerDeps } from './turn-runner.ts';

export interface TurnsDeps
  extends Omit<StepRunnerDeps, 'db'>,
    Pick<TurnRunnerDeps, 'nodeId' | 'turnMs' | 'audit' | 'countTurn'> {
  readonly store: OpenDatabase;
  readonly nodes: Nodes;
}

/** Opens the turns of the store; `start` begins to run them. */
export function openTurns({ store, ...deps }: TurnsDeps): TurnRunner {
  const { db, exclusive, failures } = store;
  return new TurnRunner({ ...deps, db, exclusive, failures, steps: new StepRunner({ ...deps, db }) });
}
