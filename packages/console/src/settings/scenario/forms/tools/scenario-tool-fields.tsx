import { useIntl } from 'react-intl';
import { TextField } from '../../../../ui/index.ts';
import { textOf, withKey } from '../../scenario-json.ts';
import type { ToolFieldsProps } from './tool-fields.types.ts';

/** The entry point at which a call continues the scenario. */
export function ScenarioToolFields({ tool, onChange }: ToolFieldsProps) {
  const { formatMessage: t } = useIntl();
  return (
    <TextField
      label={t({ id: 'settings.scenario.tools.alias', defaultMessage: 'Alias of the entry point' })}
      description={t({
        id: 'settings.scenario.tools.aliasHint',
        defaultMessage: 'The call ends the work of the agent; its arguments become variables.',
      })}
      isCode
      value={textOf(tool.alias)}
      onChange={(alias) => onChange(withKey(tool, 'alias', alias))}
    />
  );
}
