import type { BotSummary } from '@connective-chat/contracts/admin';
import { ChevronRight } from 'lucide-react';
import { useIntl } from 'react-intl';
import { Link } from 'react-router';
import { Badge } from '../../ui/index.ts';
import { useTimeFormat } from '../use-time-format.ts';
import { BotIcon } from './bot-icon.tsx';

/** A bot in the list; the whole row is a link. */
export function BotRow({ bot }: { readonly bot: BotSummary }) {
  const { formatMessage: t } = useIntl();
  const formatTime = useTimeFormat();
  return (
    <li>
      <Link className="row" to={`/settings/bots/${encodeURIComponent(bot.id)}/widget`}>
        <BotIcon icon={bot.icon} title={bot.title} />
        <span className="row-text">
          <strong>{bot.title}</strong>
          <span className="row-meta">
            {t({ id: 'settings.bots.id', defaultMessage: 'Id' })} {bot.id} ·{' '}
            {t({ id: 'settings.bots.changed', defaultMessage: 'Changed' })} {formatTime(bot.updatedAt)}
          </span>
        </span>
        <span className="row-end">
          {bot.version === 'legacy' && <Badge>{t({ id: 'settings.bots.legacy', defaultMessage: 'Legacy' })}</Badge>}
          {bot.draftChanged && (
            <Badge tone="warning">{t({ id: 'settings.bots.draft', defaultMessage: 'Draft differs' })}</Badge>
          )}
          <Badge tone="accent">
            {t({ id: 'settings.bots.published', defaultMessage: 'Scenario v{version}' }, { version: bot.published })}
          </Badge>
          <ChevronRight size={16} aria-hidden className="row-arrow" />
        </span>
      </Link>
    </li>
  );
}
