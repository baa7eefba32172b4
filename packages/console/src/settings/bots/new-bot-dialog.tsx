import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { hasCode } from '../../api/api-error.ts';
import { ask } from '../../shell/session/ask.ts';
import { keyOf } from '../../shell/session/use-ask.ts';
import { useErrorText } from '../../shell/use-error-text.ts';
import { Button, Dialog, TextField } from '../../ui/index.ts';
import { useSettingsWords } from '../words/use-settings-words.ts';

/** Makes a bot and goes to it. */
export function NewBotDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const words = useSettingsWords();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [title, setTitle] = useState('');
  const [id, setId] = useState('');
  const create = useMutation({
    mutationFn: () => ask('createBot', { request: { title: title.trim(), ...(id.trim() && { id: id.trim() }) } }),
    onSuccess: ({ bot }) => {
      void queries.invalidateQueries({ queryKey: keyOf('listBots') });
      onClose();
      void navigate(`/settings/bots/${encodeURIComponent(bot.id)}/widget`);
    },
  });
  const failure = create.isError
    ? hasCode(create.error, 'CONFLICT')
      ? words.bots.idTaken
      : errorText(create.error)
    : undefined;
  return (
    <Dialog
      title={words.bots.create}
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{words.cancel}</Button>
          <Button
            variant="primary"
            isDisabled={!title.trim()}
            isPending={create.isPending}
            onPress={() => create.mutate()}
          >
            {words.bots.create}
          </Button>
        </>
      }
    >
      <TextField label={words.bots.name} autoFocus value={title} onChange={setTitle} maxLength={120} />
      <TextField
        label={words.bots.id}
        description={words.bots.idHint}
        isCode
        value={id}
        onChange={setId}
        error={failure}
        maxLength={64}
      />
    </Dialog>
  );
}
