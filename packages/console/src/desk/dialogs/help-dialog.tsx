import { Button, Dialog } from '../../ui/index.ts';
import { useWords } from '../words/use-words.ts';

/** The keys of the desk. */
export function HelpDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
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
    <Dialog
      title={words.title}
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <Button autoFocus onPress={onClose}>
          {words.done}
        </Button>
      }
    >
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
    </Dialog>
  );
}
