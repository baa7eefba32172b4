import type { OperatorRequest } from '@connective-chat/contracts/operator';
import { Bot, Clock } from 'lucide-react';
import { Button, Dialog } from '../../ui/index.ts';
import { useDesk, useDeskState } from '../desk-context.tsx';
import { useWords } from '../words/use-words.ts';

const ORDER = { online: 0, away: 1, offline: 2 } as const;

interface TransferDialogProps {
  readonly id: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** To a colleague who is there, back to the bot, or back into the queue. */
export function TransferDialog({ id, isOpen, onClose }: TransferDialogProps) {
  const { transfer: words, presence, cancel } = useWords();
  const desk = useDesk();
  const colleagues = useDeskState((state) => state.colleagues);
  const owner = useDeskState(({ summaries }) => summaries.get(id)?.dialog.operator?.id);
  const others = colleagues
    .filter((colleague) => colleague.id !== owner && colleague.presence !== 'offline')
    .sort((a, b) => ORDER[a.presence] - ORDER[b.presence] || a.dialogs - b.dialogs || a.name.localeCompare(b.name));
  const transfer = (to: OperatorRequest<'transfer'>['to']) => {
    onClose();
    void desk.transfer(id, to);
  };
  return (
    <Dialog title={words.title} isOpen={isOpen} onClose={onClose} actions={<Button onPress={onClose}>{cancel}</Button>}>
      <section>
        <h3>{words.colleagues}</h3>
        {others.length === 0 && <p>{words.nobody}</p>}
        <ul className="desk-options">
          {others.map((colleague) => (
            <li key={colleague.id}>
              <button
                type="button"
                className="desk-option"
                onClick={() => transfer({ kind: 'operator', id: colleague.id })}
              >
                <span className="desk-presence-dot" data-presence={colleague.presence} />
                <bdi>{colleague.name}</bdi>
                <span className="desk-meta">
                  {presence[colleague.presence]} · {words.dialogs(colleague.dialogs)}
                </span>
              </button>
            </li>
          ))}
        </ul>
        <ul className="desk-options">
          <li>
            <button type="button" className="desk-option" onClick={() => transfer({ kind: 'queue' })}>
              <Clock size={16} aria-hidden />
              {words.toQueue}
            </button>
          </li>
          <li>
            <button type="button" className="desk-option" onClick={() => transfer({ kind: 'bot' })}>
              <Bot size={16} aria-hidden />
              {words.toBot}
            </button>
          </li>
        </ul>
      </section>
    </Dialog>
  );
}
