import { type ChatClient, type ChatClientOptions, createChatClient } from '@connective-chat/core';
import { createWidget, type Widget, type WidgetOptions } from '@connective-chat/vanilla-ui';
import { createMemoryScene } from './memory-scene.ts';

type Run = (...scope: unknown[]) => Promise<void>;
const AsyncFunction = (async () => {}).constructor as new (...names: string[]) => Run;

/** A value in one line, as a console shows it. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Error) return 'code' in value ? `${value.code}: ${value.message}` : value.message;
  const seen = JSON.stringify(value, (_, part: unknown) => (part instanceof Error ? textOf(part) : part));
  return seen === undefined ? String(value) : seen.length > 200 ? `${seen.slice(0, 200)}…` : seen;
}

/**
 * Runs the code of an example with an in-memory server. `target` shows its widget; `log` gets what it prints. Returns a
 * function that ends everything that the example has started.
 */
export async function runExample(code: string, target: Element, log: (line: string) => void): Promise<() => void> {
  const scene = createMemoryScene(target);
  const ends: (() => void)[] = [];
  const scope = {
    server: scene.server,
    clientOptions: scene.clientOptions,
    widgetOptions: scene.widgetOptions,
    createChatClient: (options: ChatClientOptions): ChatClient => {
      const client = createChatClient(options);
      const start = client.start.bind(client);
      return Object.assign(client, {
        start: () => {
          const release = start();
          ends.push(release);
          return release;
        },
      });
    },
    createWidget: (options: WidgetOptions): Widget => {
      const widget = createWidget(options);
      ends.push(() => widget.destroy());
      return widget;
    },
    wait: (ms: number) => new Promise((done) => setTimeout(done, ms)),
    log: (...values: unknown[]) => log(values.map(textOf).join(' ')),
  };
  const end = (): void => {
    for (const each of ends.splice(0)) each();
  };
  try {
    await new AsyncFunction(...Object.keys(scope), code)(...Object.values(scope));
  } catch (error) {
    log(textOf(error));
  }
  return end;
}
