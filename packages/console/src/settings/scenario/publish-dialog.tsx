import { useState } from 'react';
import { useErrorText } from '../../shell/use-error-text.ts';
import { Button, Callout, Dialog, TextField, toast } from '../../ui/index.ts';
import { useSettingsWords } from '../words/use-settings-words.ts';
import type { ScenarioDraft } from './use-scenario-draft.ts';

interface PublishDialogProps {
  readonly draft: ScenarioDraft;
  readonly onClose: () => void;
}

/** Asks once more before visitors see it. */
export function PublishDialog({ draft, onClose }: PublishDialogProps) {
  const { scenario: words, cancel } = useSettingsWords();
  const errorText = useErrorText();
  const [note, setNote] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const publish = () =>
    draft.publish(note.trim()).then(
      ({ version }) => {
        toast.success(words.publishedToast(version));
        onClose();
      },
      (error: unknown) => setFailure(errorText(error)),
    );
  return (
    <Dialog
      title={words.publishTitle}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{cancel}</Button>
          <Button variant="primary" isPending={draft.isBusy} onPress={publish}>
            {words.publish}
          </Button>
        </>
      }
    >
      {failure && <Callout kind="error">{failure}</Callout>}
      <p>{words.publishText}</p>
      <TextField
        label={words.publishNote}
        description={words.publishNoteHint}
        autoFocus
        value={note}
        onChange={setNote}
        maxLength={500}
      />
    </Dialog>
  );
}
