import { useQueryClient } from '@tanstack/react-query';
import { useIntl } from 'react-intl';
import { hasCode } from '../../api/api-error.ts';
import { queryKeyOf } from '../../shell/session/use-api-query.ts';
import { Button, Dialog } from '../../ui/index.ts';
import type { SettingsDraft } from './use-settings-draft.ts';

interface ConflictDialogProps {
  readonly draft: SettingsDraft;
  readonly botId: string;
}

/** Asks what to do when another change was saved meanwhile. */
export function ConflictDialog({ draft, botId }: ConflictDialogProps) {
  const { formatMessage: t } = useIntl();
  const queries = useQueryClient();
  const reload = async () => {
    await queries.refetchQueries({ queryKey: queryKeyOf('getBot', { bot: botId }) });
    draft.discard();
  };
  return (
    <Dialog
      title={t({ id: 'settings.bot.conflictTitle', defaultMessage: 'Somebody else has saved' })}
      isAlert
      isOpen={hasCode(draft.error, 'CONFLICT') && !draft.isSaving}
      onClose={reload}
      actions={
        <>
          <Button onPress={reload}>{t({ id: 'settings.bot.conflictReload', defaultMessage: 'Read again' })}</Button>
          <Button variant="primary" onPress={() => draft.save(true)}>
            {t({ id: 'settings.bot.conflictSave', defaultMessage: 'Save mine' })}
          </Button>
        </>
      }
    >
      <p>
        {t({
          id: 'settings.bot.conflict',
          defaultMessage:
            'These settings were changed meanwhile. Read them again and lose your changes, or save yours over them.',
        })}
      </p>
    </Dialog>
  );
}
