import { AgUiFailure } from './ag-ui-failure.ts';

/** The agent expects an answer that is not a yes or a no. */
export class InterruptNotSupported extends AgUiFailure {
  override readonly name = 'InterruptNotSupported';

  constructor() {
    super('the agent waits for an answer that is not a yes or a no');
  }
}
