import { useIntl } from 'react-intl';
import { hasCode } from '../../api/api-error.ts';
import { useErrorText } from '../../shell/errors/use-error-text.ts';
import { Button, Callout } from '../../ui/index.ts';
import type { SettingsDraft } from './use-settings-draft.ts';

/** Saves the settings; enabled while there are changes and no invalid fields. */
export function SaveBar({ draft }: { readonly draft: SettingsDraft }) {
  const { formatMessage: t } = useIntl();
  const errorText = useErrorText();
  const wrong = draft.problems.size;
  const shown = draft.error && !hasCode(draft.error, 'CONFLICT');
  return (
    <div className="save-bar" data-dirty={draft.isDirty}>
      {shown ? <Callout kind="error">{errorText(draft.error)}</Callout> : null}
      <p className="save-bar-text" role="status">
        {wrong > 0 ? (
          <span className="ui-error">
            {t(
              {
                id: 'settings.bot.wrong',
                defaultMessage: '{count, plural, one {# entry is wrong} other {# entries are wrong}}',
              },
              { count: wrong },
            )}
          </span>
        ) : draft.isDirty ? (
          t({ id: 'settings.bot.unsaved', defaultMessage: 'Unsaved changes' })
        ) : (
          ''
        )}
      </p>
      <Button variant="ghost" isDisabled={!draft.isDirty || draft.isSaving} onPress={draft.discard}>
        {t({ id: 'settings.bot.discard', defaultMessage: 'Discard' })}
      </Button>
      <Button
        variant="primary"
        isDisabled={!draft.isDirty || wrong > 0}
        isPending={draft.isSaving}
        onPress={() => draft.save()}
      >
        {t({ id: 'settings.save', defaultMessage: 'Save' })}
      </Button>
    </div>
  );
}
