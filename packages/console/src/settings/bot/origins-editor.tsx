import { useIntl } from 'react-intl';
import { EntriesEditor } from './entries-editor.tsx';
import { useFieldError } from './use-field-error.ts';
import type { Problems } from './use-settings-draft.ts';

interface OriginsEditorProps {
  readonly origins: readonly string[];
  readonly problems: Problems;
  readonly onChange: (origins: string[]) => void;
}

/** The list of allowed origins, with its problems under the invalid entries. */
export function OriginsEditor({ origins, problems, onChange }: OriginsEditorProps) {
  const { formatMessage: t } = useIntl();
  const errorOf = useFieldError(problems);
  return (
    <EntriesEditor
      entries={origins}
      nameOf={(index) => t({ id: 'settings.domains.entry', defaultMessage: 'Site {index}' }, { index })}
      placeholder="https://shop.example.com"
      addLabel={t({ id: 'settings.domains.add', defaultMessage: 'Add a site' })}
      emptyText={t({ id: 'settings.domains.nothing', defaultMessage: 'No site may use the bot yet.' })}
      inputMode="url"
      errorOf={(index) => errorOf(`origins.${index}`)}
      onChange={onChange}
    />
  );
}
