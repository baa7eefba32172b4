import type { BotDetail } from '@connective-chat/contracts/admin';
import type { EmbedSource } from '@connective-chat/contracts/embed';
import type { PinnedLoaders } from '../use-pinned-loaders.ts';
import type { Look } from './look.ts';

interface LookOfBot {
  readonly botId: string;
  readonly locale: string;
  readonly look: Look;
  readonly bot: BotDetail | undefined;
  /** Absent for a preview, and while the manifest is loading. */
  readonly pinned?: PinnedLoaders | undefined;
}

/** The input of the embed code, for a widget in the language of the URL. */
export function embedSourceOf({ botId, locale, look, bot, pinned = {} }: LookOfBot): EmbedSource {
  const loader = (name: string) => {
    const release = pinned[name];
    return {
      url: `${location.origin}/${name}`,
      pinned: release ? { url: `${location.origin}/${release.file}`, integrity: release.integrity } : null,
    };
  };
  return {
    server: location.origin,
    loaders: { v2: loader('kwjs.js'), legacy: loader('kwjs-legacy.js') },
    botId,
    settings: { ...look, recognizeUserMeta: bot?.settings.recognizeUserMeta ?? false, languages: [locale] },
  };
}
