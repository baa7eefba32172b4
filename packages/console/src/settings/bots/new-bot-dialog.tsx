import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { useNavigate } from 'react-router';
import { hasCode } from '../../api/api-error.ts';
import { useErrorText } from '../../shell/errors/use-error-text.ts';
import { callApi } from '../../shell/session/call-api.ts';
import { queryKeyOf } from '../../shell/session/use-api-query.ts';
import { Button, Dialog, TextField } from '../../ui/index.ts';

/** Creates a bot and opens its page. */
export function NewBotDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { formatMessage: t } = useIntl();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [title, setTitle] = useState('');
  const [id, setId] = useState('');
  const create = useMutation({
    mutationFn: () => callApi('createBot', { request: { title: title.trim(), ...(id.trim() && { id: id.trim() }) } }),
    onSuccess: ({ bot }) => {
      void queries.invalidateQueries({ queryKey: queryKeyOf('listBots') });
      onClose();
      void navigate(`/settings/bots/${encodeURIComponent(bot.id)}/widget`);
    },
  });
  const failure = create.isError
    ? hasCode(create.error, 'CONFLICT')
      ? t({ id: 'settings.bots.idTaken', defaultMessage: 'There is a bot with this id.' })
      : errorText(create.error)
    : undefined;
  return (
    <Dialog
      title={t({ id: 'settings.bots.create', defaultMessage: 'New bot' })}
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t({ id: 'settings.cancel', defaultMessage: 'Cancel' })}</Button>
          <Button
            variant="primary"
            isDisabled={!title.trim()}
            isPending={create.isPending}
            onPress={() => create.mutate()}
          >
            {t({ id: 'settings.bots.create', defaultMessage: 'New bot' })}
          </Button>
        </>
      }
    >
      <TextField
        label={t({ id: 'settings.bots.name', defaultMessage: 'Name' })}
        autoFocus
        value={title}
        onChange={setTitle}
        maxLength={120}
      />
      <TextField
        label={t({ id: 'settings.bots.id', defaultMessage: 'Id' })}
        description={t({
          id: 'settings.bots.idHint',
          defaultMessage: 'Letters, digits, _ and -. Left empty, it is the next free number.',
        })}
        isCode
        value={id}
        onChange={setId}
        error={failure}
        maxLength={64}
      />
    </Dialog>
  );
}
