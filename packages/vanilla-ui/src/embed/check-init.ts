import { warnUnknownChoice, warnUnknownNames } from '@connective-chat/core/ui';
import { checkColors } from '../options/check-colors.ts';

/** The parameters of `kw('init', …)`, and the known fields of those that are objects. */
const PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  bot_id: [],
  user_id: [],
  get_token: [],
  language_code: [],
  params_from_site: [],
  color: [],
  colors: [],
  open_on_msg: [],
  recognize_user_meta: [],
  widgetButton: ['type', 'position'],
  multi_channel: ['button_title', 'messengers'],
  // The platform's generator writes `openIcon`; this widget has an icon of its own.
  launcher: ['type', 'image', 'avatar', 'src', 'closeIcon', 'openIcon'],
  format: [],
  target: [],
  title: [],
  subtitle: [],
  avatar: [],
  theme: [],
  version: [],
  z_index: [],
  texts: [],
  while_thinking: [],
  nonce: [],
  pre_chat: ['title', 'fields'],
  socket_url: [],
  socket_path: [],
  api_url: [],
  asset_url: [],
};

type Fields = Readonly<Record<string, unknown>>;
const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});

/** Warns about parameters of `init` without effect: an unknown name, or a value that is not among the choices. */
export function checkInit(init: unknown): void {
  const where = "kw('init')";
  const given = fieldsOf(init);
  warnUnknownNames(where, Object.keys(given), Object.keys(PARAMETERS));
  for (const [name, fields] of Object.entries(PARAMETERS)) {
    if (fields.length > 0) warnUnknownNames(`${where}.${name}`, Object.keys(fieldsOf(given[name])), fields);
  }
  const button = fieldsOf(given.widgetButton);
  warnUnknownChoice(where, 'format', given.format, ['mini', 'frame', 'multi']);
  warnUnknownChoice(where, 'theme', given.theme, ['auto', 'light', 'dark']);
  warnUnknownChoice(where, 'version', given.version, ['v2', 'legacy']);
  warnUnknownChoice(where, 'while_thinking', given.while_thinking, ['block', 'queue']);
  warnUnknownChoice(`${where}.widgetButton`, 'type', button.type, ['mini', 'multi']);
  warnUnknownChoice(`${where}.launcher`, 'type', fieldsOf(given.launcher).type, ['icon', 'avatar', 'image', 'none']);
  const position = fieldsOf(button.position);
  warnUnknownNames(`${where}.widgetButton.position`, Object.keys(position), ['x', 'y', 'offset']);
  warnUnknownChoice(`${where}.widgetButton.position`, 'x', position.x, ['left', 'right']);
  warnUnknownChoice(`${where}.widgetButton.position`, 'y', position.y, ['top', 'bottom']);
  checkColors(`${where}.color`, given.color);
  checkColors(`${where}.colors`, given.colors);
}
