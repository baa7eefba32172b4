import { onTestFinished, vi } from 'vitest';
import { RawVisitor } from './raw-visitor.ts';

/** A visitor with this name, connected with a bare socket. */
export async function rawVisitor(url: string, params: Record<string, string>) {
  const visitor = new RawVisitor();
  await visitor.connect(url);
  onTestFinished(() => visitor.disconnect());
  await visitor.hello({ open: true, params });
  return visitor;
}

/** The same visitor, who has asked for an operator. */
export async function waitingVisitor(url: string, name: string, params: Record<string, string> = {}) {
  const visitor = await rawVisitor(url, { name, ...params });
  await visitor.request('request_operator');
  return visitor;
}

/** Waits until the visitor has received a message with this text. */
export const hears = (visitor: RawVisitor, text: string) =>
  vi.waitFor(() => {
    const found = visitor.messages.find(({ body }) => JSON.stringify(body).includes(text));
    if (!found) throw new Error(`the visitor has not heard "${text}"`);
    return found;
  }, 20_000);
