import { Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { IconButton, Menu } from '../../ui/index.ts';
import { EditMessageDialog } from '../dialogs/edit-message-dialog.tsx';
import { EraseMessageDialog } from '../dialogs/erase-message-dialog.tsx';
import type { OperatorMessage } from '../store/desk-state.types.ts';

interface MessageActionsProps {
  readonly conversation: string;
  readonly message: OperatorMessage;
}

/** What can be done with a message of an operator after it was sent. */
export function MessageActions({ conversation, message }: MessageActionsProps) {
  const { formatMessage: t } = useIntl();
  const [question, setQuestion] = useState<string | null>(null);
  const { id, body } = message;
  const label = t({ id: 'desk.message.actions', defaultMessage: 'Change the message' });
  const edit = {
    id: 'edit',
    label: t({ id: 'desk.message.edit', defaultMessage: 'Edit' }),
    icon: <Pencil size={16} aria-hidden />,
  };
  const erase = {
    id: 'erase',
    label: t({ id: 'desk.message.erase', defaultMessage: 'Delete' }),
    icon: <Trash2 size={16} aria-hidden />,
  };
  const close = () => setQuestion(null);
  return (
    <span className="desk-message-actions">
      <Menu
        label={label}
        trigger={<IconButton size="small" label={label} icon={<Ellipsis size={16} aria-hidden />} />}
        groups={[{ id: 'message', items: body.type === 'text' ? [edit, erase] : [erase], onAction: setQuestion }]}
      />
      {question === 'edit' && body.type === 'text' && (
        <EditMessageDialog conversation={conversation} messageId={id} body={body} onClose={close} />
      )}
      {question === 'erase' && <EraseMessageDialog conversation={conversation} messageId={id} onClose={close} />}
    </span>
  );
}
