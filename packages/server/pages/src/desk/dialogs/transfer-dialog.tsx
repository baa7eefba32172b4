import type { OperatorRequest } from '../../../../src/operator/operator-contract.ts';
import { useDesk, useDeskState } from '../desk-context.tsx';
import { Icon } from '../view/icon.tsx';
import { useWords } from '../words/use-words.ts';
import { Modal } from './modal.tsx';

const ORDER = { online: 0, away: 1, offline: 2 } as const;

/** To a colleague who is there, back to the bot, or back into the queue. */
export function TransferDialog({ id, onClose }: { id: string; onClose: () => void }) {
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
    <Modal title={words.title} onClose={onClose}>
      <h3>{words.colleagues}</h3>
      {others.length === 0 && <p className="desk-quiet">{words.nobody}</p>}
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
            <Icon name="clock" />
            {words.toQueue}
          </button>
        </li>
        <li>
          <button type="button" className="desk-option" onClick={() => transfer({ kind: 'bot' })}>
            <Icon name="bot" />
            {words.toBot}
          </button>
        </li>
      </ul>
      <div className="desk-modal-actions">
        <button type="button" className="desk-button" onClick={onClose}>
          {cancel}
        </button>
      </div>
    </Modal>
  );
}
