import { useIntl } from 'react-intl';
import { TextField } from '../../../ui/index.ts';
import type { InspectorProps } from '../inspector.types.ts';
import { type Json, objectOf, textOf, withKey } from '../scenario-json.ts';
import { PairList } from './pair-list.tsx';
import { RequestFields } from './request-fields.tsx';

/** The fields of an HTTP request, and the variables that keep its response. */
export function HttpFields({ node, onChange }: InspectorProps) {
  const { formatMessage: t } = useIntl();
  const { json } = node;
  const set = (key: string, value: Json | undefined) => onChange(withKey(json, key, value));
  return (
    <>
      <RequestFields json={json} onChange={onChange} />
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
