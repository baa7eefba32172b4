import { Bot, Plus } from 'lucide-react';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { QueryResult } from '../../shell/query-result.tsx';
import { useApiQuery } from '../../shell/session/use-api-query.ts';
import { Button, EmptyState } from '../../ui/index.ts';
import { PageHead } from '../page-head.tsx';
import { BotRow } from './bot-row.tsx';
import { NewBotDialog } from './new-bot-dialog.tsx';

/** Every bot of the server. */
export function BotsPage() {
  const { formatMessage: t } = useIntl();
  const bots = useApiQuery('listBots');
  const [isCreating, setCreating] = useState(false);
  const create = (
    <Button variant="primary" icon={<Plus size={16} aria-hidden />} onPress={() => setCreating(true)}>
      {t({ id: 'settings.bots.create', defaultMessage: 'New bot' })}
    </Button>
  );
  return (
    <div className="page">
      <PageHead
        title={t({ id: 'settings.nav.bots', defaultMessage: 'Bots' })}
        lead={t({
          id: 'settings.bots.lead',
          defaultMessage: 'Each bot has a widget of its own, a scenario and what it knows.',
        })}
        action={create}
      />
      <QueryResult query={bots}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              icon={<Bot size={22} aria-hidden />}
              title={t({ id: 'settings.bots.empty', defaultMessage: 'No bots yet' })}
            >
              {t({
                id: 'settings.bots.emptyText',
                defaultMessage: 'A bot greets visitors on your site, answers and calls an operator.',
              })}
            </EmptyState>
          ) : (
            <ul className="rows">
              {items.map((bot) => (
                <BotRow key={bot.id} bot={bot} />
              ))}
            </ul>
          )
        }
      </QueryResult>
      <NewBotDialog isOpen={isCreating} onClose={() => setCreating(false)} />
    </div>
  );
}
