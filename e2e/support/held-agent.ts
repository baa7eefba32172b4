import type { AgentProvider } from '@connective-chat/server';

/** An agent that waits for the test after each step. The built-in agent finishes too fast to be observed. */
export class HeldAgent implements AgentProvider {
  readonly #streams: boolean;
  #goOn: (() => void) | null = null;
  #ahead = 0;

  /** @param streams whether the agent also waits once with half of its answer written */
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
    if (this.#ahead > 0) {
      this.#ahead -= 1;
      return Promise.resolve();
    }
    return new Promise((done) => {
      this.#goOn = done;
    });
  }

  /** Starts the next step. If the agent does not wait yet, it will not wait at its next stop. */
  goOn(): void {
    if (this.#goOn) this.#goOn();
    else this.#ahead += 1;
    this.#goOn = null;
  }
}
