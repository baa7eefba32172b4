import { ScriptedClient } from '../../../packages/core/src/testing/scripted-client.ts';
import { Shell } from '../../../packages/vanilla-ui/src/elements/shell.ts';
import { tagName } from '../../../packages/vanilla-ui/src/elements/tag-name.ts';
import type { WidgetModule } from '../../../packages/vanilla-ui/src/embed/embed.types.ts';
import { chunkAddresses, widgetAddress } from '../../../packages/vanilla-ui/src/embed/widget-address.ts';
import type { WidgetOptions } from '../../../packages/vanilla-ui/src/widget-options.types.ts';
import { until } from './until.js';

/** Where the published build is served. */
const BASE = new URL('/connective-chat/packages/vanilla-ui/dist/browser/', location.href);

/**
 * Shows `count` messages and resolves when the visitor can write. It does what the loader, kwjs.js, does for a frame,
 * with the chunks of the published build; only the client has messages in the place of a connection.
 */
export async function show(texts: readonly string[], target: Element): Promise<(text: string) => void> {
  for (const address of chunkAddresses(BASE, true)) void import(address);
  const client = new ScriptedClient();
  client.prepend(texts.map((text, index) => client.build(index % 2 ? 'bot' : 'visitor', text)));
  const options: WidgetOptions = { server: 'https://chat.example', botId: 1, client, format: 'frame', target };
  const host = document.createElement(tagName());
  const shell = new Shell(host, options);
  target.append(host);
  const { takeOver } = (await import(widgetAddress(BASE, 0))) as WidgetModule;
  takeOver({ host, shell, options });
  await until(() => shell.root.querySelector('.input') && (texts.length === 0 || shell.root.querySelector('.row')));
  return (text) => void client.add('bot', text);
}
