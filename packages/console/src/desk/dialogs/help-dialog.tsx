import { useIntl } from 'react-intl';
import { Button, Dialog } from '../../ui/index.ts';

/** The keyboard shortcuts of the desk. */
export function HelpDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { formatMessage: t } = useIntl();
  const rows: readonly (readonly [keys: readonly string[], text: string])[] = [
    [['J', '↓'], t({ id: 'desk.keys.next', defaultMessage: 'Next dialog' })],
    [['K', '↑'], t({ id: 'desk.keys.previous', defaultMessage: 'Previous dialog' })],
    [['T'], t({ id: 'desk.keys.take', defaultMessage: 'Take the dialog' })],
    [['R'], t({ id: 'desk.keys.reply', defaultMessage: 'Write' })],
    [['/'], t({ id: 'desk.keys.canned', defaultMessage: 'Kept answers' })],
    [['U'], t({ id: 'desk.actions.markUnread', defaultMessage: 'Mark as unread' })],
    [['F'], t({ id: 'desk.keys.transfer', defaultMessage: 'Transfer' })],
    [['E'], t({ id: 'desk.keys.close', defaultMessage: 'Close the dialog' })],
    [['S'], t({ id: 'desk.keys.search', defaultMessage: 'Search' })],
    [['Esc'], t({ id: 'desk.keys.leave', defaultMessage: 'Leave the message field' })],
    [['?'], t({ id: 'desk.keys.help', defaultMessage: 'This list' })],
  ];
  return (
    <Dialog
      title={t({ id: 'desk.keys.title', defaultMessage: 'Keyboard shortcuts' })}
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <Button autoFocus onPress={onClose}>
          {t({ id: 'desk.keys.done', defaultMessage: 'Done' })}
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
