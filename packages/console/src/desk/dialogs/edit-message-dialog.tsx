import type { BodyOf } from '@connective-chat/core';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { LeaveDialog } from '../../shell/leave-dialog.tsx';
import { Button, Dialog, TextField } from '../../ui/index.ts';
import { useDesk } from '../desk-context.tsx';

interface EditMessageDialogProps {
  readonly conversation: string;
  readonly messageId: string;
  readonly body: BodyOf<'text'>;
  readonly onClose: () => void;
}

/** Corrects the text of a message that the visitor already has. */
export function EditMessageDialog({ conversation, messageId, body, onClose }: EditMessageDialogProps) {
  const { formatMessage: t } = useIntl();
  const desk = useDesk();
  const [text, setText] = useState(body.text);
  const [isSaving, setSaving] = useState(false);
  const [asksToLeave, setAsksToLeave] = useState(false);
  const leave = () => (text === body.text ? onClose() : setAsksToLeave(true));
  const save = async () => {
    setSaving(true);
    // A refused text stays in the field.
    const { ok } = await desk.editMessage(conversation, messageId, { ...body, text: text.trim() });
    if (ok) onClose();
    else setSaving(false);
  };
  return (
    <Dialog
      title={t({ id: 'desk.message.editTitle', defaultMessage: 'Edit the message' })}
      isOpen
      isAlert
      onClose={leave}
      actions={
        <>
          <Button onPress={leave}>{t({ id: 'desk.cancel', defaultMessage: 'Cancel' })}</Button>
          <Button
            variant="primary"
            isPending={isSaving}
            isDisabled={text.trim() === '' || text === body.text}
            onPress={() => void save()}
          >
            {t({ id: 'desk.message.save', defaultMessage: 'Save' })}
          </Button>
        </>
      }
    >
      <TextField
        label={t({ id: 'desk.message.text', defaultMessage: 'Text' })}
        description={t({
          id: 'desk.message.editHint',
          defaultMessage: 'The visitor sees the new text at once, marked as edited.',
        })}
        rows={4}
        autoFocus
        value={text}
        onChange={setText}
      />
      <LeaveDialog isOpen={asksToLeave} onStay={() => setAsksToLeave(false)} onLeave={onClose} />
    </Dialog>
  );
}
