import { Button, CodeBlock, Dialog } from '../../ui/index.ts';
import { useSettingsWords } from '../words/use-settings-words.ts';

export interface OneTimePassword {
  readonly login: string;
  readonly password: string;
}

interface OneTimePasswordDialogProps {
  readonly shown: OneTimePassword | null;
  readonly onClose: () => void;
}

/** A password to be handed on. Closing it loses it, so that only the button does. */
export function OneTimePasswordDialog({ shown, onClose }: OneTimePasswordDialogProps) {
  const { accounts: words, widget } = useSettingsWords();
  return (
    <Dialog
      title={words.oneTimeTitle}
      isAlert
      isOpen={shown !== null}
      onClose={onClose}
      actions={
        <Button variant="primary" onPress={onClose}>
          {words.done}
        </Button>
      }
    >
      <p>{words.oneTime(shown?.login ?? '')}</p>
      <CodeBlock
        text={shown?.password ?? ''}
        label={words.oneTimeTitle}
        copy={widget.copy}
        copied={widget.copied}
        failed={widget.copyFailed}
      />
    </Dialog>
  );
}
