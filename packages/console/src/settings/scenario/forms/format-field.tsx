import { useIntl } from 'react-intl';
import { Choice } from '../../../ui/index.ts';
import type { Json } from '../scenario-json.ts';

interface FormatFieldProps {
  readonly value: Json | undefined;
  readonly onChange: (format: 'markdown' | undefined) => void;
}

/** How the texts of a node are read; plain is the default, and not written down. */
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
