import { useIntl } from 'react-intl';
import { Choice } from '../../../ui/index.ts';
import type { Json } from '../scenario-json.ts';

interface FormatFieldProps {
  readonly value: Json | undefined;
  readonly onChange: (format: 'markdown' | undefined) => void;
}

/** The format of a node's texts. The default is plain, which is not written to the JSON. */
export function FormatField({ value, onChange }: FormatFieldProps) {
  const { formatMessage: t } = useIntl();
  return (
    <Choice
      label={t({ id: 'settings.scenario.format.label', defaultMessage: 'Format of the text' })}
      options={[
        { id: 'plain', label: t({ id: 'settings.scenario.format.plain', defaultMessage: 'Plain' }) },
        { id: 'markdown', label: t({ id: 'settings.scenario.format.markdown', defaultMessage: 'Markdown' }) },
      ]}
      value={value === 'markdown' ? 'markdown' : 'plain'}
      onChange={(format) => onChange(format === 'markdown' ? format : undefined)}
    />
  );
}
