import type { BotDetail } from '@connective-chat/contracts/admin';
import { Palette } from 'lucide-react';
import { Link } from 'react-router';
import { useLocale } from '../../shell/locale/use-locale.ts';
import { Section } from '../../ui/index.ts';
import { useSettingsWords } from '../words/use-settings-words.ts';
import type { SettingsDraft } from './use-settings-draft.ts';

/** What was chosen for the looks, and the way to where it is chosen. */
export function LooksSection({ bot, draft }: { readonly bot: BotDetail; readonly draft: SettingsDraft }) {
  const words = useSettingsWords().widget;
  const locale = useLocale();
  const { format = 'mini', theme = 'auto', colors = {} } = draft.settings.appearance ?? {};
  const own = Object.values(colors).flatMap((part) => (typeof part === 'object' ? Object.values(part) : [part]));
  const colours = own.filter((colour) => typeof colour === 'string');
  return (
    <Section
      title={words.looks}
      lead={words.looksLead}
      action={
        <Link
          className="ui-button ui-button-secondary ui-button-medium"
          to={`/widget/${locale}/?bot-id=${encodeURIComponent(bot.id)}`}
        >
          <Palette size={16} aria-hidden />
          <span>{words.looksOpen}</span>
        </Link>
      }
    >
      <dl className="facts">
        <div>
          <dt>{words.format}</dt>
          <dd>{words.formats[format]}</dd>
        </div>
        <div>
          <dt>{words.theme}</dt>
          <dd>{words.themes[theme]}</dd>
        </div>
        <div>
          <dt>{words.colours}</dt>
          <dd>
            <span className="swatches" aria-hidden="true">
              {[...new Set(colours)].slice(0, 6).map((background) => (
                <i key={background} style={{ background }} />
              ))}
            </span>
            {words.ownColours(colours.length)}
          </dd>
        </div>
      </dl>
    </Section>
  );
}
