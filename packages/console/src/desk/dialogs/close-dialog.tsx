import { Button, Dialog } from '../../ui/index.ts';
import { useDesk } from '../desk-context.tsx';
import { useWords } from '../words/use-words.ts';

interface CloseDialogProps {
  readonly id: string;
  readonly name: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Asks before a dialog is closed: there is no way back but the visitor's. */
export function CloseDialog({ id, name, isOpen, onClose }: CloseDialogProps) {
  const { close: words, cancel } = useWords();
  const desk = useDesk();
  return (
    <Dialog
      title={words.title}
      isOpen={isOpen}
      onClose={onClose}
      isAlert
      actions={
        <>
          <Button onPress={onClose}>{cancel}</Button>
          <Button
            variant="primary"
            // The answer that is wanted nearly always: Enter is enough.
            autoFocus
            onPress={() => {
              onClose();
              void desk.close(id);
            }}
          >
            {words.confirm}
          </Button>
        </>
      }
    >
      <p dir="auto">{words.text(name)}</p>
    </Dialog>
  );
}
