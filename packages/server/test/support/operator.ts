import { randomUUID } from 'node:crypto';
import {
  type OperatorEventName,
  type OperatorPushName,
  operatorAckSchemas,
  operatorPushSchemas,
  operatorRefusalSchema,
} from '@connective-chat/contracts/operator';
import { io, type Socket } from 'socket.io-client';
import { expect, onTestFinished } from 'vitest';
import { type Frame, RawVisitor } from './visitor.ts';

/** A login takes a quarter of a second by design, so most tests log in once per account and test file. */
const known = new Map<string, Promise<string>>();

/** The token of an account whose login equals its id, and whose password is derived from it. */
export function tokenOf(url: string, id: string): Promise<string> {
  // The test files of a worker share this module, and a later server may get the port of an earlier one.
  const key = `${expect.getState().testPath} ${url} ${id}`;
  const token = known.get(key) ?? freshToken(url, id, `${id}-password`);
  known.set(key, token);
  return token;
}

/** Logs in over HTTP. */
export async function freshToken(url: string, id: string, password: string): Promise<string> {
  const response = await fetch(`${url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: id, password }),
  });
  const answer = (await response.json()) as { token?: string };
  if (answer.token === undefined) throw new Error(`no token for ${id}: ${JSON.stringify(answer)}`);
  return answer.token;
}

/** A connection to the desk; closed when the test ends. */
function dialDesk(url: string, auth: Record<string, unknown>, headers: Record<string, string> = {}): Socket {
  const socket = io(`${url}/operator`, {
    auth,
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: headers,
  });
  onTestFinished(() => void socket.disconnect());
  return socket;
}

/** An operator's client that validates every answer and push against the contract, and never repairs or retries. */
export class RawDesk extends RawVisitor {
  constructor(socket: Socket) {
    super(socket);
    socket.onAny((event: string, data: Frame) => {
      const schema = operatorPushSchemas[event as OperatorPushName];
      expect(schema?.safeParse(data).error?.issues ?? [], `${event} ${JSON.stringify(data)}`).toEqual([]);
      expect(schema, event).toBeDefined();
    });
  }

  override async ask(event: string, payload: unknown): Promise<Frame> {
    const ack: Frame = await super.ask(event, payload);
    const schema = ack.ok ? operatorAckSchemas[event as OperatorEventName] : operatorRefusalSchema;
    expect(schema.safeParse(ack).error?.issues ?? [], `${event} was answered ${JSON.stringify(ack)}`).toEqual([]);
    return ack;
  }

  /** Sends a message in a conversation. */
  tell(conversation: string, text: string): Promise<Frame> {
    return this.ask('send', { conversation, cid: randomUUID(), body: { type: 'text', text } });
  }
}

/** Connects to the desk with a token; disconnects when the test ends. */
export async function openDesk(url: string, token: string): Promise<RawDesk> {
  const socket = dialDesk(url, { token });
  const desk = new RawDesk(socket);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return desk;
}

/** The reason why a connection to the desk was refused. */
export const deskRefusal = (url: string, auth: Record<string, unknown>, headers?: Record<string, string>) =>
  new Promise<Frame>((resolve) =>
    dialDesk(url, auth, headers).once('connect_error', (error) => resolve((error as Frame).data)),
  );

/** Logs in an operator whose login equals the id; disconnects when the test ends. */
export const logIn = async (url: string, id: string): Promise<RawDesk> => openDesk(url, await tokenOf(url, id));
