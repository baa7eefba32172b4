import { setTimeout as delay } from 'node:timers/promises';

const ANSWER = 'It takes 2–4 working days within Ukraine. We send a number to follow the parcel as soon as it leaves.';

/** An agent with three slow stages and one answer; it can be made to end no turn. */
export class PlaygroundAgent {
  #hangs = false;
  #stageMs;

  /** @param stageMs how long each stage takes */
  constructor(stageMs) {
    this.#stageMs = stageMs;
  }

  /** While on, a question is not answered until its turn is stopped or has reached its deadline. */
  hang(on) {
    this.#hangs = on;
  }

  run = async (_, { stage, endStage, signal }) => {
    const pass = () => delay(this.#stageMs, undefined, { signal });
    await stage('question');
    await pass();
    await stage('search');
    await pass();
    endStage({ values: { count: 2 }, detail: { count: 2 } });
    await stage('read', { title: 'Delivery times', number: 1, count: 2 });
    await pass();
    if (this.#hangs) await new Promise((_resolve, reject) => signal.addEventListener('abort', reject));
    return { text: ANSWER };
  };
}
