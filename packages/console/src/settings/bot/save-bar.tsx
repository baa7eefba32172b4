import { hasCode } from '../../api/api-error.ts';
import { useErrorText } from '../../shell/use-error-text.ts';
import { Button, Callout } from '../../ui/index.ts';
import { useSettingsWords } from '../words/use-settings-words.ts';
import type { SettingsDraft } from './use-settings-draft.ts';

/** Saves the settings, as long as there is something to save and nothing is wrong. */
export function SaveBar({ draft }: { readonly draft: SettingsDraft }) {
  const words = useSettingsWords();
  const errorText = useErrorText();
  const wrong = draft.problems.size;
  const shown = draft.error && !hasCode(draft.error, 'CONFLICT');
  return (
    <div className="save-bar" data-dirty={draft.isDirty}>
      {shown ? <Callout kind="error">{errorText(draft.error)}</Callout> : null}
      <p className="save-bar-text" role="status">
        {wrong > 0 ? (
          <span className="ui-error">{words.bot.wrong(wrong)}</span>
        ) : draft.isDirty ? (
          words.bot.unsaved
        ) : (
          ''
        )}
      </p>
      <Button variant="ghost" isDisabled={!draft.isDirty || draft.isSaving} onPress={draft.discard}>
        {words.bot.discard}
      </Button>
      <Button
        variant="primary"
        isDisabled={!draft.isDirty || wrong > 0}
        isPending={draft.isSaving}
        onPress={() => draft.save()}
      >
        {words.save}
      </Button>
    </div>
  );
}
