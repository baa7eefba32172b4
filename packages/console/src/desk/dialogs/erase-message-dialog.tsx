import { useIntl } from 'react-intl';
import { Button, Dialog } from '../../ui/index.ts';
import { useDesk } from '../desk-context.tsx';

interface EraseMessageDialogProps {
  readonly conversation: string;
  readonly messageId: string;
  readonly onClose: () => void;
}

/** Asks for confirmation before a message is erased. */
export function EraseMessageDialog({ conversation, messageId, onClose }: EraseMessageDialogProps) {
  const { formatMessage: t } = useIntl();
  const desk = useDesk();
  return (
    <Dialog
      title={t({ id: 'desk.message.eraseTitle', defaultMessage: 'Delete this message?' })}
      isOpen
      onClose={onClose}
      isAlert
      actions={
        <>
          <Button onPress={onClose}>{t({ id: 'desk.cancel', defaultMessage: 'Cancel' })}</Button>
          <Button
            variant="danger"
            onPress={() => {
              onClose();
              void desk.eraseMessage(conversation, messageId);
            }}
          >
            {t({ id: 'desk.message.erase', defaultMessage: 'Delete' })}
          </Button>
        </>
      }
    >
      <p>
        {t({
          id: 'desk.message.eraseText',
          defaultMessage:
            'It disappears for the visitor and for your colleagues, with its file. It cannot be brought back.',
        })}
      </p>
    </Dialog>
  );
}
