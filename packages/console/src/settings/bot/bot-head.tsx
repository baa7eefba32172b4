import type { BotDetail } from '@connective-chat/contracts/admin';
import { ChevronRight } from 'lucide-react';
import { Link, NavLink } from 'react-router';
import { useTitle } from '../../shell/use-title.ts';
import { BotIcon } from '../bots/bot-icon.tsx';
import { useSettingsWords } from '../words/use-settings-words.ts';
import { BOT_TABS, type BotTab } from './bot-tabs.ts';
import type { Problems } from './use-settings-draft.ts';

interface BotHeadProps {
  readonly bot: BotDetail;
  readonly tab: BotTab;
  readonly problems: Problems;
}

const tabOf = (path: string): BotTab => {
  if (path.startsWith('origins')) return 'domains';
  return path.startsWith('customCode') ? 'code' : 'widget';
};

/** Which bot this is, and the way to its parts. A dot marks a part in which something is wrong. */
export function BotHead({ bot, tab, problems }: BotHeadProps) {
  const words = useSettingsWords();
  const wrong = new Set([...problems.keys()].map(tabOf));
  useTitle(`${words.bot.tabs[tab]} · ${bot.title}`);
  return (
    <header className="bot-head">
      <nav className="crumbs" aria-label={words.nav.bots}>
        <Link to="/settings/bots">{words.nav.bots}</Link>
        <ChevronRight size={14} aria-hidden />
      </nav>
      <div className="bot-name">
        <BotIcon icon={bot.icon} title={bot.title} />
        <h1>{bot.title}</h1>
        <span className="row-meta">
          {words.bots.id} {bot.id}
        </span>
      </div>
      <nav className="link-tabs" aria-label={words.bot.tabs.label}>
        {BOT_TABS.map((each) => (
          <NavLink key={each} to={`/settings/bots/${encodeURIComponent(bot.id)}/${each}`}>
            {words.bot.tabs[each]}
            {wrong.has(each) && <span className="tab-dot" role="img" aria-label={words.bot.wrong(1)} />}
          </NavLink>
        ))}
      </nav>
    </header>
  );
}
