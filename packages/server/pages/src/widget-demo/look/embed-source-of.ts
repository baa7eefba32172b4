import type { BotDetail } from '../../../../src/admin/admin-entities.ts';
import type { EmbedSource } from '../../../../src/embed/embed-code.ts';
import type { Look } from './look.ts';

interface LookOfBot {
  readonly botId: string;
  readonly locale: string;
  readonly look: Look;
  readonly bot: BotDetail | undefined;
}

/** What the embed code is made of, for a widget in the language of the address. */
export function embedSourceOf({ botId, locale, look, bot }: LookOfBot): EmbedSource {
  const loader = (file: string) => ({ url: `${location.origin}/${file}`, pinned: null });
  return {
    server: location.origin,
    loaders: { v2: loader('kwjs.js'), legacy: loader('kwjs-legacy.js') },
    botId,
    settings: { ...look, recognizeUserMeta: bot?.settings.recognizeUserMeta ?? false, languages: [locale] },
  };
}
