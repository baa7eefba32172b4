import { useIntl } from 'react-intl';
import { Switch } from '../../../ui/index.ts';
import type { Json } from '../scenario-json.ts';
import { LocalizedField } from './localized-field.tsx';

interface OptionalButtonProps {
  readonly name: string;
  readonly description: string;
  /** `true` for the default label, or a label. */
  readonly value: Json | undefined;
  readonly languages: readonly string[];
  readonly onChange: (value: Json | undefined) => void;
}

/** A button that can be switched on, with an optional label. */
export function OptionalButton({ name, description, value, languages, onChange }: OptionalButtonProps) {
  const { formatMessage: t } = useIntl();
  return (
    <>
      <Switch
        isSelected={value !== undefined}
        onChange={(isOn) => onChange(isOn ? true : undefined)}
        description={description}
      >
        {name}
      </Switch>
      {value !== undefined && (
        <LocalizedField
          label={`${t({ id: 'settings.scenario.ownLabel', defaultMessage: 'Label' })}: ${name}`}
          isLine
          value={value === true ? '' : value}
          languages={languages}
          onChange={(label) => onChange(label === '' ? true : label)}
        />
      )}
    </>
  );
}
