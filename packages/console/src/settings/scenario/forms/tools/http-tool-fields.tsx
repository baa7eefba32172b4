import { useIntl } from 'react-intl';
import { NumberField, TextField } from '../../../../ui/index.ts';
import { type Json, numberOf, textOf, withKey } from '../../scenario-json.ts';
import { RequestFields } from '../request-fields.tsx';
import { JsonField } from './json-field.tsx';
import type { ToolFieldsProps } from './tool-fields.types.ts';

/** The request that a call of the tool makes, and what the agent is given of the response. */
export function HttpToolFields({ tool, onChange }: ToolFieldsProps) {
  const { formatMessage: t } = useIntl();
  const set = (key: string, value: Json | undefined) => onChange(withKey(tool, key, value));
  return (
    <>
      <RequestFields json={tool} onChange={onChange} />
      <JsonField
        label={t({ id: 'settings.scenario.tools.body', defaultMessage: 'Body, as JSON' })}
        description={t({
          id: 'settings.scenario.tools.bodyHint',
          defaultMessage: "'{{args.name}}' is an argument of the call; it may stand in the address as well.",
        })}
        value={tool.body}
        onChange={(body) => set('body', body)}
      />
      <TextField
        label={t({ id: 'settings.scenario.tools.result', defaultMessage: 'What the agent gets of the answer' })}
        description={t({
          id: 'settings.scenario.tools.resultHint',
          defaultMessage: 'A place in the JSON, such as orders.0. Empty: the whole answer.',
        })}
        isCode
        value={textOf(tool.result)}
        onChange={(path) => set('result', path || undefined)}
      />
      <TextField
        label={t({ id: 'settings.scenario.tools.summary', defaultMessage: 'What the visitor sees of the answer' })}
        description={t({
          id: 'settings.scenario.tools.summaryHint',
          defaultMessage: 'The place of a short text or a number in the JSON.',
        })}
        isCode
        value={textOf(tool.summary)}
        onChange={(path) => set('summary', path || undefined)}
      />
      <NumberField
        label={t({ id: 'settings.scenario.tools.timeoutMs', defaultMessage: 'Waited for, ms' })}
        placeholder="10000"
        minValue={50}
        maxValue={60_000}
        step={1000}
        value={numberOf(tool.timeoutMs)}
        onChange={(ms) => set('timeoutMs', Number.isNaN(ms) ? undefined : ms)}
      />
    </>
  );
}
