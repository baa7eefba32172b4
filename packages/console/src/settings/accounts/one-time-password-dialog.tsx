import { useIntl } from 'react-intl';
import { Button, CodeBlock, Dialog } from '../../ui/index.ts';

export interface OneTimePassword {
  readonly login: string;
  readonly password: string;
}

interface OneTimePasswordDialogProps {
  readonly shown: OneTimePassword | null;
  readonly onClose: () => void;
}

/** Shows a one-time password. It cannot be shown again, so only the button closes the dialog. */
export function OneTimePasswordDialog({ shown, onClose }: OneTimePasswordDialogProps) {
  const { formatMessage: t } = useIntl();
  return (
    <Dialog
      title={t({ id: 'settings.accounts.oneTimeTitle', defaultMessage: 'One-time password' })}
      isAlert
      isOpen={shown !== null}
      onClose={onClose}
      actions={
        <Button variant="primary" onPress={onClose}>
          {t({ id: 'settings.accounts.done', defaultMessage: 'Done' })}
        </Button>
      }
    >
      <p>
        {t(
          {
            id: 'settings.accounts.oneTime',
            defaultMessage: 'For {login}. It is shown this once; the first login asks for another one.',
          },
          { login: shown?.login ?? '' },
        )}
      </p>
      <CodeBlock
        text={shown?.password ?? ''}
        label={t({ id: 'settings.accounts.oneTimeTitle', defaultMessage: 'One-time password' })}
        copy={t({ id: 'settings.widget.copy', defaultMessage: 'Copy' })}
        copied={t({ id: 'settings.widget.copied', defaultMessage: 'Copied' })}
        failed={t({ id: 'settings.widget.copyFailed', defaultMessage: 'Not allowed: select the text' })}
      />
    </Dialog>
  );
}
