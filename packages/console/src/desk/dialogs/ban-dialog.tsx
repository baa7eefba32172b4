import { useState } from 'react';
import { useIntl } from 'react-intl';
import { Button, Dialog, TextField } from '../../ui/index.ts';
import { useDesk } from '../desk-context.tsx';

interface BanDialogProps {
  readonly id: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Asks for confirmation and a reason before a visitor is banned. */
export function BanDialog({ id, isOpen, onClose }: BanDialogProps) {
  const { formatMessage: t } = useIntl();
  const desk = useDesk();
  const [reason, setReason] = useState('');
  return (
    <Dialog
      title={t({ id: 'desk.ban.title', defaultMessage: 'Ban this visitor?' })}
      isOpen={isOpen}
      onClose={onClose}
      isAlert
      actions={
        <>
          <Button onPress={onClose}>{t({ id: 'desk.cancel', defaultMessage: 'Cancel' })}</Button>
          <Button
            variant="danger"
            onPress={() => {
              onClose();
              void desk.ban(id, reason.trim());
            }}
          >
            {t({ id: 'desk.ban.confirm', defaultMessage: 'Ban' })}
          </Button>
        </>
      }
    >
      <p>
        {t({
          id: 'desk.ban.text',
          defaultMessage:
            'No operator talks with them any more: an open dialog is closed, and they can ask for nobody. The bot still answers them. To shut somebody out of the chat, block their address.',
        })}
      </p>
      <TextField
        label={t({ id: 'desk.ban.reason', defaultMessage: 'Reason, for your colleagues (optional)' })}
        value={reason}
        onChange={setReason}
        maxLength={500}
      />
    </Dialog>
  );
}
