import { useState } from 'react';
import { useIntl } from 'react-intl';
import { useErrorText } from '../../shell/errors/use-error-text.ts';
import { Button, Callout, Dialog, TextField, toast } from '../../ui/index.ts';
import type { ScenarioDraft } from './use-scenario-draft.ts';

interface PublishDialogProps {
  readonly draft: ScenarioDraft;
  readonly onClose: () => void;
}

/** Asks for confirmation before the draft is published. */
export function PublishDialog({ draft, onClose }: PublishDialogProps) {
  const { formatMessage: t } = useIntl();
  const errorText = useErrorText();
  const [note, setNote] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const publish = () =>
    draft.publish(note.trim()).then(
      ({ version }) => {
        toast.success(t({ id: 'settings.scenario.publishedToast', defaultMessage: 'v{version} is live' }, { version }));
        onClose();
      },
      (error: unknown) => setFailure(errorText(error)),
    );
  return (
    <Dialog
      title={t({ id: 'settings.scenario.publishTitle', defaultMessage: 'Publish the draft?' })}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t({ id: 'settings.cancel', defaultMessage: 'Cancel' })}</Button>
          <Button variant="primary" isPending={draft.isBusy} onPress={publish}>
            {t({ id: 'settings.scenario.publish', defaultMessage: 'Publish' })}
          </Button>
        </>
      }
    >
      {failure && <Callout kind="error">{failure}</Callout>}
      <p>
        {t({
          id: 'settings.scenario.publishText',
          defaultMessage:
            'New dialogs follow it at once. Those that are under way finish on the version they began with.',
        })}
      </p>
      <TextField
        label={t({ id: 'settings.scenario.publishNote', defaultMessage: 'Note' })}
        description={t({
          id: 'settings.scenario.publishNoteHint',
          defaultMessage: 'What has changed, for the list of versions.',
        })}
        autoFocus
        value={note}
        onChange={setNote}
        maxLength={500}
      />
    </Dialog>
  );
}
