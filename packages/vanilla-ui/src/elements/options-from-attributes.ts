import type { WidgetOptions } from '../widget-options.types.ts';

/** Reads options from the element's attributes. An unknown value counts as absent. */
export function optionsFromAttributes(element: Element): Partial<WidgetOptions> {
  const text = (name: string): string | undefined => element.getAttribute(name)?.trim() || undefined;
  const choice = <T extends string>(name: string, choices: readonly T[]): T | undefined =>
    choices.find((value) => value === text(name));
  const values: { [K in keyof WidgetOptions]?: WidgetOptions[K] | undefined } = {
    server: text('server'),
    botId: text('bot-id'),
    format: choice('format', ['mini', 'frame', 'multi']),
    locale: text('locale'),
    theme: choice('theme', ['auto', 'light', 'dark']),
    userId: text('user-id'),
    title: text('heading'),
    subtitle: text('subheading'),
    avatar: text('avatar'),
    version: choice('version', ['v2', 'legacy']),
    whileThinking: choice('while-thinking', ['block', 'queue']),
    openOnMessage: element.hasAttribute('open-on-message') || undefined,
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
