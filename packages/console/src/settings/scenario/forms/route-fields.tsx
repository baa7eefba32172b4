import { useIntl } from 'react-intl';
import { TextField } from '../../../ui/index.ts';
import type { InspectorProps } from '../inspector.types.ts';
import { type JsonObject, listOf, objectOf, textOf, withKey } from '../scenario-json.ts';
import { EdgeField } from './edge-field.tsx';
import { ItemList } from './item-list.tsx';

/** The conditions of a router, in the order of their evaluation. */
export function RouteFields({ node, ids, onChange }: InspectorProps) {
  const { formatMessage: t } = useIntl();
  return (
    <ItemList<JsonObject>
      items={listOf(node.json.routes).map(objectOf)}
      nameOf={(number) => t({ id: 'settings.scenario.routes.one', defaultMessage: 'Condition {number}' }, { number })}
      addLabel={t({ id: 'settings.scenario.routes.add', defaultMessage: 'Add a condition' })}
      newItem={() => ({ when: '', next: '' })}
      onChange={(routes) => onChange(withKey(node.json, 'routes', routes))}
    >
      {(route, write, name) => (
        <>
          <TextField
            label={name}
            hidesLabel
            isCode
            value={textOf(route.when)}
            onChange={(when) => write(withKey(route, 'when', when))}
          />
          <EdgeField
            label={t({ id: 'settings.scenario.leads', defaultMessage: 'Leads to' })}
            value={textOf(route.next) || null}
            ids={ids}
            isRequired
            onChange={(next) => write(withKey(route, 'next', next ?? ''))}
          />
        </>
      )}
    </ItemList>
  );
}
