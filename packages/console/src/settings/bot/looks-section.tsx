import type { BotDetail } from '@connective-chat/contracts/admin';
import { Palette } from 'lucide-react';
import { defineMessages, useIntl } from 'react-intl';
import { Link } from 'react-router';
import { useLocale } from '../../shell/locale/use-locale.ts';
import { Section } from '../../ui/index.ts';
import type { SettingsDraft } from './use-settings-draft.ts';

const FORMAT_NAMES = defineMessages({
  mini: { id: 'settings.widget.formats.mini', defaultMessage: 'Mini widget' },
  frame: { id: 'settings.widget.formats.frame', defaultMessage: 'Chat frame' },
  multi: { id: 'settings.widget.formats.multi', defaultMessage: 'Multi-channel' },
});

const THEME_NAMES = defineMessages({
  auto: { id: 'settings.widget.themes.auto', defaultMessage: 'As the system' },
  light: { id: 'settings.widget.themes.light', defaultMessage: 'Light' },
  dark: { id: 'settings.widget.themes.dark', defaultMessage: 'Dark' },
});

/** A summary of the appearance, with a link to the Widget Demo. */
export function LooksSection({ bot, draft }: { readonly bot: BotDetail; readonly draft: SettingsDraft }) {
  const { formatMessage: t } = useIntl();
  const locale = useLocale();
  const { format = 'mini', theme = 'auto', colors = {} } = draft.settings.appearance ?? {};
  const own = Object.values(colors).flatMap((part) => (typeof part === 'object' ? Object.values(part) : [part]));
  const colours = own.filter((colour) => typeof colour === 'string');
  return (
    <Section
      title={t({ id: 'settings.widget.looks', defaultMessage: 'Appearance' })}
      lead={t({
        id: 'settings.widget.looksLead',
        defaultMessage: 'Colours, position, icons and texts, seen live on a page.',
      })}
      action={
        <Link
          className="ui-button ui-button-secondary ui-button-medium"
          to={`/widget/${locale}/?bot-id=${encodeURIComponent(bot.id)}`}
        >
          <Palette size={16} aria-hidden />
          <span>{t({ id: 'settings.widget.looksOpen', defaultMessage: 'Open the Widget Demo' })}</span>
        </Link>
      }
    >
      <dl className="facts">
        <div>
          <dt>{t({ id: 'settings.widget.format', defaultMessage: 'Format' })}</dt>
          <dd>{t(FORMAT_NAMES[format])}</dd>
        </div>
        <div>
          <dt>{t({ id: 'settings.widget.theme', defaultMessage: 'Theme' })}</dt>
          <dd>{t(THEME_NAMES[theme])}</dd>
        </div>
        <div>
          <dt>{t({ id: 'settings.widget.colours', defaultMessage: 'Colours' })}</dt>
          <dd>
            <span className="swatches" aria-hidden="true">
              {[...new Set(colours)].slice(0, 6).map((background) => (
                <i key={background} style={{ background }} />
              ))}
            </span>
            {t(
              {
                id: 'settings.widget.ownColours',
                defaultMessage: '{count, plural, =0 {The default palette} other {# of your own}}',
              },
              { count: colours.length },
            )}
          </dd>
        </div>
      </dl>
    </Section>
  );
}
