import { createWidget } from '@connective-chat/vanilla-ui';
import { ScriptedClient } from '../../../packages/core/src/testing/scripted-client.ts';

/** Shows `count` messages and resolves when the visitor can write. */
export async function show(texts: readonly string[], target: Element): Promise<(text: string) => void> {
  const client = new ScriptedClient();
  client.prepend(texts.map((text, index) => client.build(index % 2 ? 'bot' : 'visitor', text)));
  const { element } = createWidget({ server: 'https://chat.example', botId: 1, client, format: 'frame', target });
  const root = element.shadowRoot as ShadowRoot;
  while (!root.querySelector('.input') || (texts.length > 0 && !root.querySelector('.row'))) {
    await new Promise((done) => setTimeout(done));
  }
  return (text) => void client.add('bot', text);
}
