import { useIntl } from 'react-intl';
import { Button, Dialog } from '../ui/index.ts';

interface LeaveDialogProps {
  readonly isOpen: boolean;
  readonly onStay: () => void;
  readonly onLeave: () => void;
}

/** Asks whether unsaved changes may be lost. */
export function LeaveDialog({ isOpen, onStay, onLeave }: LeaveDialogProps) {
  const { formatMessage: t } = useIntl();
  return (
    <Dialog
      title={t({ id: 'settings.bot.leaveTitle', defaultMessage: 'Leave without saving?' })}
      isAlert
      isOpen={isOpen}
      onClose={onStay}
      actions={
        <>
          <Button onPress={onStay}>{t({ id: 'settings.bot.leaveStay', defaultMessage: 'Stay' })}</Button>
          <Button variant="danger" onPress={onLeave}>
            {t({ id: 'settings.bot.leaveGo', defaultMessage: 'Leave' })}
          </Button>
        </>
      }
    >
      <p>{t({ id: 'settings.bot.leave', defaultMessage: 'Your changes are lost.' })}</p>
    </Dialog>
  );
}
