import type { Loader, Settings } from '../admin/admin-entities.ts';
import type { Appearance } from '../bot/appearance.ts';

/** What the embed code is made from. */
export interface EmbedSource {
  /** The address of this server. */
  readonly server: string;
  readonly loaders: { readonly v2: Loader; readonly legacy: Loader };
  readonly botId: string;
  readonly settings: Pick<
    Settings,
    'version' | 'openOnMessage' | 'recognizeUserMeta' | 'languages' | 'appearance' | 'texts'
  >;
}

/** The embed code of a bot, in every variant. */
export interface EmbedCode {
  /** Two script tags with the evergreen loader. */
  readonly script: string;
  /** The same with the loader of this release and its `integrity` hash; null if there is none. */
  readonly scriptPinned: string | null;
  /** A component. */
  readonly react: string;
  readonly vue: string;
}

/** JSON that is safe inside a script element: nothing in it can close the element. */
const toJson = (value: unknown) =>
  JSON.stringify(value, null, 2)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');

/** The id of the element that a frame fills. */
const FRAME = 'connective-chat-frame';

const indent = (text: string, by: string) => text.replaceAll('\n', `\n${by}`);

/** Drops empty values, so that the code contains only what was chosen. */
function prune<T extends object>(value: T): Partial<T> {
  const entries = Object.entries(value).flatMap(([key, item]): [string, unknown][] => {
    if (item === undefined || item === '' || item === false) return [];
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return [[key, item]];
    const inner = prune(item);
    return Object.keys(inner).length > 0 ? [[key, inner]] : [];
  });
  return Object.fromEntries(entries) as Partial<T>;
}

const texts = ({ settings }: EmbedSource) => settings.texts?.[settings.languages[0] ?? 'en'];

/**
 * The options of `kw('init', …)` for a bot.
 *
 * @example frame.contentWindow.kw('init', initOptions(source));
 */
export function initOptions(source: EmbedSource): Record<string, unknown> {
  const { botId, settings } = source;
  const { format, multi_channel, widgetButton, ...looks } = settings.appearance ?? {};
  return {
    bot_id: botId,
    language_code: settings.languages[0],
    params_from_site: {},
    ...prune({
      open_on_msg: settings.openOnMessage,
      recognize_user_meta: settings.recognizeUserMeta,
      format: format === 'frame' ? format : undefined,
      widgetButton: { ...widgetButton, type: format === 'multi' ? 'multi' : undefined },
      multi_channel: format === 'multi' ? multi_channel : undefined,
      ...looks,
      target: format === 'frame' ? `#${FRAME}` : undefined,
      texts: texts(source),
    }),
  };
}

/** The options of `createWidget`, whose names differ from those of the script tag. */
function widgetOptions(source: EmbedSource): Record<string, unknown> {
  const { server, botId, settings } = source;
  const { format, colors, theme, widgetButton, launcher, multi_channel, z_index }: Appearance =
    settings.appearance ?? {};
  const { openIcon: _, ...button } = launcher ?? {};
  const channels = Object.entries(multi_channel?.messengers ?? {}).flatMap(([id, url]) => (url ? [{ id, url }] : []));
  return {
    server,
    botId,
    locale: settings.languages[0],
    ...prune({
      version: settings.version === 'legacy' ? settings.version : undefined,
      format: format === 'mini' ? undefined : format,
      openOnMessage: settings.openOnMessage,
      recognizeUserMeta: settings.recognizeUserMeta,
      colors,
      theme,
      position: widgetButton?.position,
      launcher: button,
      channels: format === 'multi' && channels.length > 0 ? channels : undefined,
      channelsTitle: format === 'multi' ? multi_channel?.button_title : undefined,
      zIndex: z_index,
      texts: texts(source),
    }),
  };
}

function scriptCode(source: EmbedSource, tag: string): string {
  return `${isFrame(source) ? `<div id="${FRAME}" style="height: 640px"></div>\n` : ''}<script>
  window.KwizbotWidget = 'kw';
  for (const name of ['kw', 'kw_event']) {
    window[name] = window[name] || function () { (window[name].q = window[name].q || []).push(arguments); };
  }
  kw.l = Date.now();
  kw('init', ${indent(toJson(initOptions(source)), '  ')});
</script>
${tag}
`;
}

/** Only a frame needs an element to fill; the other formats are overlays. */
const isFrame = ({ settings }: EmbedSource) => settings.appearance?.format === 'frame';

function reactCode(source: EmbedSource): string {
  const options = indent(toJson(widgetOptions(source)), '  ');
  const frame = isFrame(source);
  return `import { createWidget } from '@connective-chat/vanilla-ui';
import { useEffect${frame ? ', useRef' : ''} } from 'react';

// For a chat of your own design use useConnectiveChat() of @connective-chat/react with the same server and botId.
export function Chat({ paramsFromSite = {} }) {
${frame ? '  const place = useRef(null);\n' : ''}  useEffect(() => {
    const options = ${indent(options, '  ')};
    const widget = createWidget({ ...options, paramsFromSite${frame ? ', target: place.current' : ''} });
    return () => widget.destroy();
  }, []);
  return ${frame ? "<div ref={place} style={{ height: '100%' }} />" : 'null'};
}
`;
}

function vueCode(source: EmbedSource): string {
  const options = toJson(widgetOptions(source));
  const frame = isFrame(source);
  return `<script setup>
import { createWidget } from '@connective-chat/vanilla-ui';
import { onMounted, onUnmounted${frame ? ', ref' : ''} } from 'vue';

// For a chat of your own design use useConnectiveChat() of @connective-chat/vue with the same server and botId.
const props = defineProps({ paramsFromSite: { type: Object, default: () => ({}) } });
const options = ${options};
${frame ? 'const place = ref();\n' : ''}let widget;
onMounted(() => {
  widget = createWidget({ ...options, paramsFromSite: props.paramsFromSite${frame ? ', target: place.value' : ''} });
});
onUnmounted(() => widget?.destroy());
</script>

<template>
  ${frame ? '<div ref="place" style="height: 100%" />' : '<!-- The widget is displayed on top of the page. -->'}
</template>
`;
}

/**
 * The code that puts a bot on a site, in every variant.
 *
 * @example const { script } = embedCode({ server, loaders, botId: '1', settings });
 */
export function embedCode(source: EmbedSource): EmbedCode {
  const { url, pinned } = source.loaders[source.settings.version];
  return {
    script: scriptCode(source, `<script async src="${url}"></script>`),
    scriptPinned:
      pinned &&
      scriptCode(
        source,
        `<script async src="${pinned.url}" integrity="${pinned.integrity}" crossorigin="anonymous"></script>`,
      ),
    react: reactCode(source),
    vue: vueCode(source),
  };
}
