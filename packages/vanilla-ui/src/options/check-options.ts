import { warnUnknownChoice, warnUnknownNames } from '@connective-chat/core/ui';
import type { WidgetOptions } from '../widget-options.types.ts';
import { checkColors } from './check-colors.ts';

/** Every option; a missing name does not compile. */
const OPTIONS: { readonly [K in keyof WidgetOptions]-?: true } = {
  server: true,
  botId: true,
  format: true,
  locale: true,
  userId: true,
  getToken: true,
  paramsFromSite: true,
  collectPageContext: true,
  recognizeUserMeta: true,
  openOnMessage: true,
  colors: true,
  theme: true,
  title: true,
  subtitle: true,
  avatar: true,
  launcher: true,
  position: true,
  zIndex: true,
  channels: true,
  channelsTitle: true,
  texts: true,
  whileThinking: true,
  version: true,
  apiUrl: true,
  socketPath: true,
  nonce: true,
  customCode: true,
  preChat: true,
  target: true,
  client: true,
};

/** Warns about options without effect: an unknown name, or a value that is not among the choices. */
export function checkOptions(options: Partial<WidgetOptions>): void {
  const { format, theme, version, whileThinking, launcher, position, colors } = options;
  warnUnknownNames('The widget', Object.keys(options), Object.keys(OPTIONS));
  warnUnknownChoice('The widget', 'format', format, ['mini', 'frame', 'multi']);
  warnUnknownChoice('The widget', 'theme', theme, ['auto', 'light', 'dark']);
  warnUnknownChoice('The widget', 'version', version, ['v2', 'legacy']);
  warnUnknownChoice('The widget', 'whileThinking', whileThinking, ['block', 'queue']);
  if (launcher) {
    warnUnknownNames('The option launcher of the widget', Object.keys(launcher), ['type', 'image', 'closeIcon']);
    warnUnknownChoice('The option launcher of the widget', 'type', launcher.type, ['icon', 'avatar', 'none']);
  }
  if (position) {
    warnUnknownNames('The option position of the widget', Object.keys(position), ['x', 'y', 'offset']);
    warnUnknownChoice('The option position of the widget', 'x', position.x, ['left', 'right']);
    warnUnknownChoice('The option position of the widget', 'y', position.y, ['top', 'bottom']);
  }
  checkColors('The option colors of the widget', colors);
}
