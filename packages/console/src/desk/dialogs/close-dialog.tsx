import { useIntl } from 'react-intl';
import { Button, Dialog } from '../../ui/index.ts';
import { useDesk } from '../desk-context.tsx';

interface CloseDialogProps {
  readonly id: string;
  readonly name: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Asks for confirmation before a dialog is closed: only the visitor can reopen it. */
export function CloseDialog({ id, name, isOpen, onClose }: CloseDialogProps) {
  const { formatMessage: t } = useIntl();
  const desk = useDesk();
  return (
    <Dialog
      title={t({ id: 'desk.close.title', defaultMessage: 'Close this dialog?' })}
      isOpen={isOpen}
      onClose={onClose}
      isAlert
      actions={
        <>
          <Button onPress={onClose}>{t({ id: 'desk.cancel', defaultMessage: 'Cancel' })}</Button>
          <Button
            variant="primary"
            // Focused, so that Enter confirms.
            autoFocus
            onPress={() => {
              onClose();
              void desk.close(id);
            }}
          >
            {t({ id: 'desk.close.confirm', defaultMessage: 'Close the dialog' })}
          </Button>
        </>
      }
    >
      <p dir="auto">
        {t(
          {
            id: 'desk.close.text',
            defaultMessage: '{name} is told that it has ended. Writing again begins a new one.',
          },
          { name },
        )}
      </p>
    </Dialog>
  );
}
