import { useIntl } from 'react-intl';
import { Select, TextField } from '../../../ui/index.ts';
import type { InspectorProps } from '../inspector.types.ts';
import { type Json, objectOf, textOf, withKey } from '../scenario-json.ts';
import { PairList } from './pair-list.tsx';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** The fields of an HTTP request, and the variables that keep its response. */
export function HttpFields({ node, onChange }: InspectorProps) {
  const { formatMessage: t } = useIntl();
  const { json } = node;
  const set = (key: string, value: Json | undefined) => onChange(withKey(json, key, value));
  return (
    <>
      <Select
        label={t({ id: 'settings.scenario.method', defaultMessage: 'Method' })}
        options={METHODS.map((id) => ({ id, label: id }))}
        value={METHODS.find((method) => method === json.method) ?? 'GET'}
        onChange={(method) => set('method', method)}
      />
      <TextField
        label={t({ id: 'settings.scenario.fields.url', defaultMessage: 'Address' })}
        isCode
        placeholder="https://"
        value={textOf(json.url)}
        onChange={(url) => set('url', url)}
      />
      <PairList
        legend={t({ id: 'settings.scenario.headers.title', defaultMessage: 'Headers' })}
        description={t({
          id: 'settings.scenario.headers.hint',
          defaultMessage: "'{{secret.NAME}}' is the server’s CHAT_SECRET_NAME: the secret itself is not written here.",
        })}
        nameOf={(number) => t({ id: 'settings.scenario.headers.one', defaultMessage: 'Header {number}' }, { number })}
        addLabel={t({ id: 'settings.scenario.headers.add', defaultMessage: 'Add a header' })}
        nameLabel={t({ id: 'settings.scenario.headers.name', defaultMessage: 'Name' })}
        valueLabel={t({ id: 'settings.scenario.headers.value', defaultMessage: 'Value' })}
        pairs={objectOf(json.headers)}
        onChange={(headers) => set('headers', headers)}
      />
      <PairList
        legend={t({ id: 'settings.scenario.saves.title', defaultMessage: 'Kept of the answer' })}
        description={t({
          id: 'settings.scenario.saves.hint',
          defaultMessage: 'By its place in the JSON: order.items.0.title',
        })}
        nameOf={(number) => t({ id: 'settings.scenario.saves.one', defaultMessage: 'Kept value {number}' }, { number })}
        addLabel={t({ id: 'settings.scenario.saves.add', defaultMessage: 'Keep a value' })}
        nameLabel={t({ id: 'settings.scenario.fields.variable', defaultMessage: 'Kept as' })}
        valueLabel={t({ id: 'settings.scenario.saves.place', defaultMessage: 'Place in the answer' })}
        pairs={objectOf(json.save)}
        onChange={(save) => set('save', save)}
      />
      <TextField
        label={t({ id: 'settings.scenario.statusVariable', defaultMessage: 'The status is kept as' })}
        isCode
        value={textOf(json.statusVariable)}
        onChange={(name) => set('statusVariable', name || undefined)}
      />
    </>
  );
}
