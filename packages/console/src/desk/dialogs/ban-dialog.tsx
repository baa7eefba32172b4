import { useState } from 'react';
import { Button, Dialog, TextField } from '../../ui/index.ts';
import { useDesk } from '../desk-context.tsx';
import { useWords } from '../words/use-words.ts';

interface BanDialogProps {
  readonly id: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Asks before a visitor is shut out, and why. */
export function BanDialog({ id, isOpen, onClose }: BanDialogProps) {
  const { ban: words, cancel } = useWords();
  const desk = useDesk();
  const [reason, setReason] = useState('');
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
            variant="danger"
            onPress={() => {
              onClose();
              void desk.ban(id, reason.trim());
            }}
          >
            {words.confirm}
          </Button>
        </>
      }
    >
      <p>{words.text}</p>
      <TextField label={words.reason} value={reason} onChange={setReason} maxLength={500} />
    </Dialog>
  );
}
