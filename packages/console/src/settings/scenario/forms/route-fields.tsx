import { TextField } from '../../../ui/index.ts';
import { useSettingsWords } from '../../words/use-settings-words.ts';
import type { InspectorProps } from '../inspector.tsx';
import { type JsonObject, listOf, objectOf, textOf, withKey } from '../scenario-json.ts';
import { EdgeField } from './edge-field.tsx';
import { ItemList } from './item-list.tsx';

/** The conditions of a router, in the order in which they are asked. */
export function RouteFields({ node, ids, onChange }: InspectorProps) {
  const words = useSettingsWords().scenario;
  return (
    <ItemList<JsonObject>
      items={listOf(node.json.routes).map(objectOf)}
      nameOf={words.routes.one}
      addLabel={words.routes.add}
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
            label={words.leads}
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
