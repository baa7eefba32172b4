import { Bot, Plus } from 'lucide-react';
import { useState } from 'react';
import { Answer } from '../../shell/answer.tsx';
import { useAsk } from '../../shell/session/use-ask.ts';
import { Button, EmptyState } from '../../ui/index.ts';
import { PageHead } from '../page-head.tsx';
import { useSettingsWords } from '../words/use-settings-words.ts';
import { BotRow } from './bot-row.tsx';
import { NewBotDialog } from './new-bot-dialog.tsx';

/** Every bot of the server. */
export function BotsPage() {
  const words = useSettingsWords();
  const bots = useAsk('listBots');
  const [isCreating, setCreating] = useState(false);
  const create = (
    <Button variant="primary" icon={<Plus size={16} aria-hidden />} onPress={() => setCreating(true)}>
      {words.bots.create}
    </Button>
  );
  return (
    <div className="page">
      <PageHead title={words.nav.bots} lead={words.bots.lead} action={create} />
      <Answer query={bots}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={<Bot size={22} aria-hidden />} title={words.bots.empty}>
              {words.bots.emptyText}
            </EmptyState>
          ) : (
            <ul className="rows">
              {items.map((bot) => (
                <BotRow key={bot.id} bot={bot} />
              ))}
            </ul>
          )
        }
      </Answer>
      <NewBotDialog isOpen={isCreating} onClose={() => setCreating(false)} />
    </div>
  );
}
