import { useIntl } from 'react-intl';
import { Select } from '../../../../ui/index.ts';
import { textOf, withKey } from '../../scenario-json.ts';
import type { ToolFieldsProps } from './tool-fields.types.ts';

/** The entry point at which a call continues the scenario. */
export function ScenarioToolFields({ tool, aliases, onChange }: ToolFieldsProps) {
  const { formatMessage: t } = useIntl();
  const value = textOf(tool.alias);
  // An alias that the scenario does not have is still shown, so that the problem is visible.
  const known = [...new Set([...aliases, ...(value === '' ? [] : [value])])];
  return (
    <Select
      label={t({ id: 'settings.scenario.tools.alias', defaultMessage: 'Alias of the entry point' })}
      description={t({
        id: 'settings.scenario.tools.aliasHint',
        defaultMessage: 'The call ends the work of the agent; its arguments become variables.',
      })}
      placeholder={
        known.length > 0
          ? t({ id: 'settings.scenario.tools.aliasChoose', defaultMessage: 'Choose an entry point' })
          : t({ id: 'settings.scenario.tools.aliasNone', defaultMessage: 'This scenario has no entry point yet' })
      }
      options={known.map((id) => ({ id, label: id }))}
      value={value === '' ? null : value}
      onChange={(alias) => onChange(withKey(tool, 'alias', alias))}
    />
  );
}
