import { useQueryClient } from '@tanstack/react-query';
import { hasCode } from '../../api/api-error.ts';
import { keyOf } from '../../shell/session/use-ask.ts';
import { Button, Dialog } from '../../ui/index.ts';
import { useSettingsWords } from '../words/use-settings-words.ts';
import type { SettingsDraft } from './use-settings-draft.ts';

interface ConflictDialogProps {
  readonly draft: SettingsDraft;
  readonly botId: string;
}

/** Asks what to do when somebody else has saved in between. */
export function ConflictDialog({ draft, botId }: ConflictDialogProps) {
  const words = useSettingsWords().bot;
  const queries = useQueryClient();
  const reload = async () => {
    await queries.refetchQueries({ queryKey: keyOf('getBot', { bot: botId }) });
    draft.discard();
  };
  return (
    <Dialog
      title={words.conflictTitle}
      isAlert
      isOpen={hasCode(draft.error, 'CONFLICT') && !draft.isSaving}
      onClose={reload}
      actions={
        <>
          <Button onPress={reload}>{words.conflictReload}</Button>
          <Button variant="primary" onPress={() => draft.save(true)}>
            {words.conflictSave}
          </Button>
        </>
      }
    >
      <p>{words.conflict}</p>
    </Dialog>
  );
}
