import type { ColorScheme } from '../appearance/color-scheme.types.ts';
import { mergeColors } from '../appearance/merge-colors.ts';
import type { Channel, LauncherOptions, WidgetOptions, WidgetPosition } from '../widget-options.types.ts';

/** Defaults from the URL of the loader, for parameters that `init` leaves out. */
export interface InitDefaults {
  /** The origin of the loader's script. */
  readonly server: string;
  readonly version: 'v2' | 'legacy';
}

type Raw = Readonly<Record<string, unknown>>;

/**
 * Converts the parameters of `kw('init', {…})`, as documented and as existing sites write them, to options of the
 * widget.
 */
export function mapInit(init: unknown, defaults: InitDefaults): WidgetOptions {
  const raw = record(init);
  const button = record(raw.widgetButton);
  const format =
    raw.format === 'frame' ? 'frame' : button.type === 'multi' || raw.format === 'multi' ? 'multi' : 'mini';
  const options: { -readonly [K in keyof WidgetOptions]: WidgetOptions[K] } = {
    server: text(raw.socket_url) ?? defaults.server,
    botId: text(raw.bot_id) ?? 1,
    version: raw.version === 'legacy' || raw.version === 'v2' ? raw.version : defaults.version,
    format,
    colors: mergeColors(record(raw.color) as ColorScheme, raw.colors),
    openOnMessage: truthy(raw.open_on_msg),
    recognizeUserMeta: truthy(raw.recognize_user_meta),
    paramsFromSite: record(raw.params_from_site) as NonNullable<WidgetOptions['paramsFromSite']>,
    launcher: mapLauncher(raw.launcher),
    position: mapPosition(button.position),
  };
  const give = <K extends keyof WidgetOptions>(key: K, value: WidgetOptions[K] | undefined): void => {
    if (value !== undefined) options[key] = value;
  };
  give('locale', text(raw.language_code));
  give('userId', text(raw.user_id));
  give('apiUrl', text(raw.api_url));
  give('socketPath', text(raw.socket_path));
  give('title', text(raw.title));
  give('subtitle', text(raw.subtitle));
  give('avatar', text(raw.avatar));
  give('nonce', text(raw.nonce));
  give('zIndex', number(raw.z_index));
  give('theme', raw.theme === 'light' || raw.theme === 'dark' || raw.theme === 'auto' ? raw.theme : undefined);
  give('whileThinking', raw.while_thinking === 'queue' ? 'queue' : undefined);
  give('texts', raw.texts === undefined ? undefined : (record(raw.texts) as NonNullable<WidgetOptions['texts']>));
  if (Array.isArray(record(raw.pre_chat).fields))
    give('preChat', raw.pre_chat as NonNullable<WidgetOptions['preChat']>);
  if (typeof raw.get_token === 'function') give('getToken', raw.get_token as NonNullable<WidgetOptions['getToken']>);
  if (typeof raw.target === 'string') give('target', document.querySelector(raw.target) ?? undefined);
  else if (raw.target instanceof Element) give('target', raw.target);
  if (format === 'multi') {
    const multi = record(raw.multi_channel);
    give('channels', mapChannels(multi.messengers));
    give('channelsTitle', text(multi.button_title));
  }
  return options;
}

/** Messengers by id: each a link, or an object with link, label and icon for a custom one. */
function mapChannels(messengers: unknown): readonly Channel[] {
  return Object.entries(record(messengers)).flatMap(([id, value]) => {
    const own = record(value);
    const url = text(value) ?? text(own.url);
    if (!url) return [];
    const label = text(own.label) ?? text(own.title);
    const icon = text(own.icon);
    return [{ id, url, ...(label && { label }), ...(icon && { icon }) }];
  });
}

function mapLauncher(value: unknown): LauncherOptions {
  const raw = record(value);
  const image = text(raw.image) ?? text(raw.avatar) ?? text(raw.src);
  const type = raw.type === 'none' ? 'none' : raw.type === 'avatar' || raw.type === 'image' ? 'avatar' : 'icon';
  const closeIcon = text(raw.closeIcon);
  return { type, ...(image && { image }), ...(closeIcon && { closeIcon }) };
}

function mapPosition(value: unknown): WidgetPosition {
  const raw = record(value);
  const offset = number(raw.offset);
  return {
    ...((raw.x === 'left' || raw.x === 'right') && { x: raw.x }),
    ...((raw.y === 'top' || raw.y === 'bottom') && { y: raw.y }),
    ...(offset !== undefined && { offset: Math.min(Math.max(offset, 0), 200) }),
  };
}

const record = (value: unknown): Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : {};

/** A non-empty text, or a number, because ids are often written as numbers. */
function text(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function number(value: unknown): number | undefined {
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof read === 'number' && Number.isFinite(read) ? read : undefined;
}

/** Sites write flags as booleans, numbers and strings. */
const truthy = (value: unknown): boolean => value === true || value === 1 || value === '1' || value === 'true';
