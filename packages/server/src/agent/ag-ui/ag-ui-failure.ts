/** An error whose message contains no data of the agent. */
export class AgUiFailure extends Error {
  override readonly name: string = 'AgUiFailure';
}
