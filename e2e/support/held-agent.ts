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

  run: AgentProvider['run'] = async (_, { stage, endStage, draft, signal }) => {
    await stage('question');
    await this.#held(signal);
    await stage('search');
    await this.#held(signal);
    endStage({ values: { count: 2 }, detail: { count: 2 } });
    await stage('read', { title: 'Delivery times', number: 1, count: 2 });
    await this.#held(signal);
    if (this.#streams) {
      draft('It takes 2–4');
      await this.#held(signal);
    }
    return {
      text: 'It takes 2–4 working days.',
      sources: [{ id: 'delivery', title: 'Delivery times', url: 'https://shop.example/delivery' }],
    };
  };

  #held(signal: AbortSignal): Promise<void> {
    if (this.#ahead > 0) {
      this.#ahead -= 1;
      return Promise.resolve();
    }
    return new Promise((done) => {
      this.#goOn = done;
      // A run that was stopped waits for nothing any more: the next step is that of the next run.
      signal.addEventListener('abort', () => {
        if (this.#goOn === done) this.#goOn = null;
      });
    });
  }

  /** Starts the next step. If the agent does not wait yet, it will not wait at its next stop. */
  goOn(): void {
    if (this.#goOn) this.#goOn();
    else this.#ahead += 1;
    this.#goOn = null;
  }
}
