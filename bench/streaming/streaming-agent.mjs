import { setTimeout as delay } from 'node:timers/promises';

/** Tokens of a model: about five characters each. */
const TOKEN = /[\s\S]{1,5}/g;
const TOKENS_PER_SECOND = 100;

/** An agent that writes its answer at the speed of a fast model, one push for each token. */
export class StreamingAgent {
  usesTools = false;
  #answer;
  #onWritten = () => {};

  constructor(answer) {
    this.#answer = answer;
  }

  /** Resolves when the next answer is written. */
  written() {
    return new Promise((done) => {
      this.#onWritten = done;
    });
  }

  run = async ({ question }, { draft, signal }) => {
    // The first answer comes at once: it is what the reader scrolls up to.
    if (question.startsWith('At once')) return { text: this.#answer };
    const tokens = this.#answer.match(TOKEN);
    const startedAt = performance.now();
    for (let sent = 0; sent < tokens.length && !signal.aborted; ) {
      await delay(5);
      const due = Math.min(tokens.length, Math.floor(((performance.now() - startedAt) / 1000) * TOKENS_PER_SECOND));
      for (; sent < due; sent += 1) draft(tokens[sent]);
    }
    this.#onWritten();
    return { text: this.#answer };
  };
}
