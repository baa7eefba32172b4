import type { BotDetail } from '@connective-chat/contracts/admin';
import { ChevronRight } from 'lucide-react';
import { defineMessages, useIntl } from 'react-intl';
import { Link, NavLink } from 'react-router';
import { useTitle } from '../../shell/use-title.ts';
import { BotIcon } from '../bots/bot-icon.tsx';
import { BOT_TABS, type BotTab } from './bot-tabs.ts';
import type { Problems } from './use-settings-draft.ts';

const TAB_NAMES = defineMessages({
  label: { id: 'settings.bot.tabs.label', defaultMessage: 'The bot' },
  widget: { id: 'settings.bot.tabs.widget', defaultMessage: 'Widget' },
  domains: { id: 'settings.bot.tabs.domains', defaultMessage: 'Domains' },
  code: { id: 'settings.bot.tabs.code', defaultMessage: 'Custom Code' },
  scenario: { id: 'settings.bot.tabs.scenario', defaultMessage: 'Scenario' },
  knowledge: { id: 'settings.bot.tabs.knowledge', defaultMessage: 'Knowledge' },
});

interface BotHeadProps {
  readonly bot: BotDetail;
  readonly tab: BotTab;
  readonly problems: Problems;
}

/** The tab with a field of the settings. */
const tabOf = (path: string): BotTab => {
  if (/^(origins|blocking)\b/.test(path)) return 'domains';
  return path.startsWith('customCode') ? 'code' : 'widget';
};

/** The name of the bot and its tabs. A dot marks a tab with an invalid field. */
export function BotHead({ bot, tab, problems }: BotHeadProps) {
  const { formatMessage: t } = useIntl();
  const wrong = new Set([...problems.keys()].map(tabOf));
  useTitle(`${t(TAB_NAMES[tab])} · ${bot.title}`);
  return (
    <header className="bot-head">
      <nav className="crumbs" aria-label={t({ id: 'settings.nav.bots', defaultMessage: 'Bots' })}>
        <Link to="/settings/bots">{t({ id: 'settings.nav.bots', defaultMessage: 'Bots' })}</Link>
        <ChevronRight size={14} aria-hidden />
      </nav>
      <div className="bot-name">
        <BotIcon icon={bot.icon} title={bot.title} />
        <h1>{bot.title}</h1>
        <span className="row-meta">
          {t({ id: 'settings.bots.id', defaultMessage: 'Id' })} {bot.id}
        </span>
      </div>
      <nav className="link-tabs" aria-label={t({ id: 'settings.bot.tabs.label', defaultMessage: 'The bot' })}>
        {BOT_TABS.map((each) => (
          <NavLink key={each} to={`/settings/bots/${encodeURIComponent(bot.id)}/${each}`}>
            {t(TAB_NAMES[each])}
            {wrong.has(each) && (
              <span
                className="tab-dot"
                role="img"
                aria-label={t(
                  {
                    id: 'settings.bot.wrong',
                    defaultMessage: '{count, plural, one {# entry is wrong} other {# entries are wrong}}',
                  },
                  { count: 1 },
                )}
              />
            )}
          </NavLink>
        ))}
      </nav>
    </header>
  );
}
