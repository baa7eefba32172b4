import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';

/** An operator, connected to the desk, who accepts waiting visitors and talks with them. */
export class DeskOperator {
  readonly #socket: Socket;
  #conversation = '';

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  static async logIn(url: string, account: { login: string; password: string }): Promise<DeskOperator> {
    const answer = await fetch(`${url}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(account),
    });
    const { token } = (await answer.json()) as { token: string };
    const socket = io(`${url}/operator`, { auth: { token }, transports: ['websocket'], forceNew: true });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return new DeskOperator(socket);
  }

  /** Takes the visitor who has waited longest. */
  async take(): Promise<void> {
    const { queue } = await this.#ask('hello', {});
    const [first] = queue as { conversation: string }[];
    if (!first) throw new Error('nobody waits');
    this.#conversation = first.conversation;
    await this.#ask('take', { conversation: first.conversation });
  }

  say(text: string): Promise<unknown> {
    return this.#ask('send', { conversation: this.#conversation, cid: randomUUID(), body: { type: 'text', text } });
  }

  typing(on: boolean): Promise<unknown> {
    return this.#ask('typing', { conversation: this.#conversation, on });
  }

  leave(): void {
    this.#socket.disconnect();
  }

  async #ask(event: string, payload: object): Promise<Record<string, unknown>> {
    const answer = await this.#socket.timeout(30_000).emitWithAck(event, payload);
    if (answer.ok !== true) throw new Error(`${event}: ${JSON.stringify(answer)}`);
    return answer;
  }
}
