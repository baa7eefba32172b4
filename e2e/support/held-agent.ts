import type { AgentProvider } from '@connective-chat/server';

/** An agent that goes on when the test says so: the built-in one is done before anybody could look. */
export class HeldAgent implements AgentProvider {
  readonly #streams: boolean;
  #goOn: (() => void) | null = null;

  /** @param streams whether it holds once more with half of its answer written */
  constructor({ streams = false } = {}) {
    this.#streams = streams;
  }

  run: AgentProvider['run'] = async (_, { stage, draft }) => {
    await stage('question');
    await this.#held();
    await stage('search');
    await this.#held();
    await stage('read', { title: 'Delivery times', number: 1, count: 2 });
    await this.#held();
    if (this.#streams) {
      draft('It takes 2–4');
      await this.#held();
    }
    return {
      text: 'It takes 2–4 working days.',
      sources: [{ id: 'delivery', title: 'Delivery times', url: 'https://shop.example/delivery' }],
    };
  };

  #held(): Promise<void> {
    return new Promise((done) => {
      this.#goOn = done;
    });
  }

  goOn(): void {
    if (!this.#goOn) throw new Error('the agent is not at work');
    this.#goOn();
    this.#goOn = null;
  }
}
