import { useWords } from '../words/use-words.ts';
import { Modal } from './modal.tsx';

/** The keys of the desk. */
export function HelpDialog({ onClose }: { onClose: () => void }) {
  const { keys: words } = useWords();
  const rows: readonly (readonly [keys: readonly string[], text: string])[] = [
    [['J', '↓'], words.next],
    [['K', '↑'], words.previous],
    [['T'], words.take],
    [['R'], words.reply],
    [['/'], words.canned],
    [['F'], words.transfer],
    [['E'], words.close],
    [['S'], words.search],
    [['Esc'], words.leave],
    [['?'], words.help],
  ];
  return (
    <Modal title={words.title} onClose={onClose}>
      <dl className="desk-keys">
        {rows.map(([keys, text]) => (
          <div key={text}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <div className="desk-modal-actions">
        <button type="button" className="desk-button" onClick={onClose}>
          {words.done}
        </button>
      </div>
    </Modal>
  );
}
