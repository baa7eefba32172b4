import type { BotSummary } from '@connective-chat/contracts/admin';
import { ChevronRight } from 'lucide-react';
import { Link } from 'react-router';
import { Badge } from '../../ui/index.ts';
import { useMoment } from '../use-moment.ts';
import { useSettingsWords } from '../words/use-settings-words.ts';
import { BotIcon } from './bot-icon.tsx';

/** A bot in the list: the whole row leads to it. */
export function BotRow({ bot }: { readonly bot: BotSummary }) {
  const words = useSettingsWords().bots;
  const moment = useMoment();
  return (
    <li>
      <Link className="row" to={`/settings/bots/${encodeURIComponent(bot.id)}/widget`}>
        <BotIcon icon={bot.icon} title={bot.title} />
        <span className="row-text">
          <strong>{bot.title}</strong>
          <span className="row-meta">
            {words.id} {bot.id} · {words.changed} {moment(bot.updatedAt)}
          </span>
        </span>
        <span className="row-end">
          {bot.version === 'legacy' && <Badge>{words.legacy}</Badge>}
          {bot.draftChanged && <Badge tone="warning">{words.draft}</Badge>}
          <Badge tone="accent">{words.published(bot.published)}</Badge>
          <ChevronRight size={16} aria-hidden className="row-arrow" />
        </span>
      </Link>
    </li>
  );
}
