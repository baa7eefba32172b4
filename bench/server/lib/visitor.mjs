import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import WebSocket from 'ws';

const CONNECT_MS = 60_000;

/** The delays between attempts to connect, those of the client. */
const RECONNECT_MIN_MS = 1000;
const RECONNECT_MAX_MS = 30_000;

/** A refusal of the server. */
class RefusedError extends Error {
  constructor(name, { code, retry, retryAfterMs = 0 }) {
    super(`${name} was refused: ${code}`);
    Object.assign(this, { code, retry, retryAfterMs });
  }
}

/**
 * A visitor that costs little: the frames of Socket.IO over a bare WebSocket, so that thousands of them fit into one
 * process beside the server.
 */
export class Visitor {
  identity = { id: randomUUID(), secret: randomBytes(32).toString('base64url') };
  cursor = null;
  /** How long the stages of the last connection took, in ms: the WebSocket, the authentication, and `hello`. */
  stages = { opened: Number.NaN, connected: Number.NaN, greeted: Number.NaN };
  /** How many `bench` events have arrived. */
  heard = 0;
  onBench = () => {};
  onClose = () => {};
  #url;
  #auth;
  #socket;
  #acks = new Map();
  #turns = new Map();
  #lastAck = 0;
  #tab = randomUUID();
  #links = 0;

  constructor(url, auth = {}) {
    this.#url = `${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
    this.#auth = auth;
  }

  /** Connects and authenticates. @throws RefusedError */
  async connect() {
    const began = performance.now();
    const socket = new WebSocket(this.#url, { perMessageDeflate: false, handshakeTimeout: CONNECT_MS });
    this.#socket = socket;
    socket.once('open', () => {
      this.stages.opened = performance.now() - began;
    });
    const ready = new Promise((resolve, reject) => {
      socket.on('message', (bytes) => this.#read(bytes.toString(), resolve, reject));
      socket.on('error', reject);
      socket.on('close', () => {
        const lost = new Error('The connection was lost.');
        reject(lost);
        for (const ack of this.#acks.values()) ack.reject(lost);
        this.#acks.clear();
        this.onClose();
      });
    });
    await ready;
    this.stages.connected = performance.now() - began - this.stages.opened;
  }

  /** Opens the conversation: greeted if `open`. @throws RefusedError */
  async hello(open) {
    const { cursor } = this;
    const began = performance.now();
    const answer = await this.ask('hello', { cursor, open, params: {}, pending: [], caps: [] });
    this.stages.greeted = performance.now() - began;
    const last = answer.items?.at(-1);
    if (last) this.cursor = { epoch: answer.epoch, after: last.seq, id: last.id };
    return answer;
  }

  /** @throws RefusedError */
  async ask(name, payload) {
    this.#lastAck += 1;
    const id = this.#lastAck;
    const answer = new Promise((resolve, reject) => this.#acks.set(id, { resolve, reject }));
    this.#socket.send(`42/widget,${id}${JSON.stringify([name, payload])}`);
    const ack = await answer;
    if (!ack.ok) throw new RefusedError(name, ack);
    return ack;
  }

  /** Sends a message. @returns ms until it was stored, and until the bot has answered */
  async talk() {
    const began = performance.now();
    const body = { type: 'alias', alias: 'product-inquiry' };
    const { seq } = await this.ask('send', { cid: randomUUID(), body, params: { product: 'Halo' } });
    const stored = performance.now() - began;
    if (!this.#turns.has(seq)) await new Promise((resolve) => this.#turns.set(seq, resolve));
    this.#turns.delete(seq);
    return { stored, answered: performance.now() - began };
  }

  /**
   * Connects as the client does, until it is online.
   *
   * @returns how often it was refused, by code; it gives up on a refusal that a client does not repeat
   */
  async goOnline(open = true) {
    const refusals = [];
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.connect();
        await this.hello(open);
        return refusals;
      } catch (error) {
        this.#socket.terminate();
        if (error instanceof RefusedError) refusals.push(error.code);
        if (error.retry === false) throw error;
        const ceiling = Math.min(RECONNECT_MAX_MS, RECONNECT_MIN_MS * 2 ** (attempt - 1));
        const delay = (error.retryAfterMs ?? 0) + Math.random() * ceiling;
        await new Promise((resolve) => setTimeout(resolve, delay));
      }
    }
  }

  async close() {
    if (this.#socket.readyState === WebSocket.CLOSED) return;
    const closed = once(this.#socket, 'close');
    this.#socket.terminate();
    await closed;
  }

  #read(text, resolve, reject) {
    if (text === '2') this.#socket.send('3');
    else if (text.startsWith('0')) {
      this.#links += 1;
      const connection = { visitor: this.identity, tab: this.#tab, link: this.#links };
      const auth = { v: 2, botId: '1', locale: 'en', ...connection, ...this.#auth };
      this.#socket.send(`40/widget,${JSON.stringify(auth)}`);
    } else if (text.startsWith('40')) resolve();
    else if (text.startsWith('44')) {
      reject(new RefusedError('connect', JSON.parse(text.slice(text.indexOf('{'))).data));
    } else if (text.startsWith('43')) {
      const [, id, data] = /^43\/widget,(\d+)(.*)$/s.exec(text);
      const ack = this.#acks.get(Number(id));
      this.#acks.delete(Number(id));
      ack?.resolve(JSON.parse(data)[0]);
    } else if (text.startsWith('42')) this.#heard(JSON.parse(text.slice(text.indexOf('['))));
  }

  #heard([name, data]) {
    if (name === 'bench') {
      this.heard += 1;
      this.onBench();
      return;
    }
    if (name !== 'msg') return;
    this.cursor = { epoch: data.epoch, after: data.seq, id: data.id };
    if (data.from.kind !== 'bot' || data.turn === undefined) return;
    const answered = this.#turns.get(data.turn);
    // The answer may arrive before the acknowledgement.
    if (answered) answered();
    else this.#turns.set(data.turn, undefined);
  }
}
