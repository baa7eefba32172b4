import { THEME_TOKENS } from '../theme-tokens.ts';
import type { LiveExamples } from './live-example.types.ts';

const BUTTONS = `[[
    { id: 'a', label: 'Delivery', action: { type: 'reply' } },
    { id: 'b', label: 'Returns', action: { type: 'reply' } },
  ]]`;

/** Code that brings the widget into a state in which a property can be seen, by the beginning of its name. */
const SCENES: readonly (readonly [RegExp, string])[] = [
  [
    /^--cc-place-z$/,
    `const widget = createWidget({ ...widgetOptions, format: 'mini' });
const banner = document.createElement('div');
banner.textContent = 'A banner of the page with the z-index 10';
banner.style.cssText = 'position: absolute; inset: auto 0 0; z-index: 10; padding: 36px; background: #fde68a; color: black';
widgetOptions.target.append(banner);`,
  ],
  [/^--cc-(launcher|place)-/, `const widget = createWidget({ ...widgetOptions, format: 'mini' });`],
  [
    /^--cc-panel-border$/,
    `const widget = createWidget({ ...widgetOptions, format: 'mini' });
widget.open({ focus: false });`,
  ],
  [
    /^--cc-inline-/,
    `const widget = createWidget({ ...widgetOptions });
await wait(400);
server.say({ type: 'text', text: 'What would you like to know?', buttons: ${BUTTONS} });`,
  ],
  [
    /^--cc-keyboard-/,
    `const widget = createWidget({ ...widgetOptions });
await wait(400);
server.say({ type: 'text', text: 'What would you like to know?', keyboard: ${BUTTONS} });`,
  ],
  [
    /^--cc-thinking-dot$/,
    `const widget = createWidget({ ...widgetOptions });
await wait(400);
server.think(['Searching our help pages']);`,
  ],
  [
    /^--cc-success$/,
    `const widget = createWidget({ ...widgetOptions });
await wait(400);
server.think(['Reading your question', 'Searching our help pages']);`,
  ],
  [
    /^--cc-line$/,
    `const widget = createWidget({ ...widgetOptions });
await wait(400);
widget.client.send('Please change my address to Lviv');`,
  ],
  [
    /^--cc-error$/,
    `const widget = createWidget({ ...widgetOptions });
await wait(400);
server.refuse('send', 'INVALID'); // the message fails
widget.client.send('How long does delivery take?');`,
  ],
  [
    /^--cc-presence$/,
    `const widget = createWidget({ ...widgetOptions });
await wait(400);
widget.client.send('I would like to talk to a person');`,
  ],
  [
    /^--cc-composer-send$/,
    `const widget = createWidget({ ...widgetOptions });
await wait(400);
const input = widget.element.shadowRoot.querySelector('textarea');
input.value = 'How long does delivery take?';
input.dispatchEvent(new Event('input', { bubbles: true }));`,
  ],
];

const CONVERSATION = `const widget = createWidget({ ...widgetOptions });
await wait(400);
widget.client.send('How long does delivery take?');`;

const VALUES: Readonly<Record<string, string>> = {
  '--cc-font': 'Georgia, serif',
  '--cc-place-offset': '80px',
  '--cc-place-z': '5',
  '--cc-header-bg': '#86198f',
  '--cc-surface': '#fdf4ff',
};
const COLOR = '#c026d3';

function exampleOf(property: string): string {
  const scene = SCENES.find(([pattern]) => pattern.test(property))?.[1] ?? CONVERSATION;
  return `${scene}
await wait(1500); // the default until here
widget.element.style.setProperty('${property}', '${VALUES[property] ?? COLOR}');`;
}

/** One example for each custom property: the default first, then another value. */
export const TOKEN_EXAMPLES: LiveExamples = Object.fromEntries(
  THEME_TOKENS.map(({ property }) => [property, exampleOf(property)]),
);
