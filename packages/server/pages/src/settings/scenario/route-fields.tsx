import { TextField } from '../../ui/index.ts';
import { replaced } from '../replaced.ts';
import { useSettingsWords } from '../words/use-settings-words.ts';
import { EdgeField } from './edge-field.tsx';
import type { InspectorProps } from './inspector.tsx';
import { isObject, type Json, type JsonObject, withKey } from './scenario-json.ts';

/** The conditions of a router, in the order in which they are asked. */
export function RouteFields({ node, ids, onChange }: InspectorProps) {
  const words = useSettingsWords().scenario;
  const routes = node.json.routes;
  if (!Array.isArray(routes)) return null;
  return (routes as readonly Json[]).flatMap((route, index) => {
    if (!isObject(route)) return [];
    const write = (next: JsonObject) =>
      onChange(withKey(node.json, 'routes', replaced(routes as readonly Json[], index, next)));
    return [
      // biome-ignore lint/suspicious/noArrayIndexKey: a route is its place
      <fieldset className="node-button" key={index}>
        <TextField
          label={`${words.fields.when} ${index + 1}`}
          isCode
          value={typeof route.when === 'string' ? route.when : ''}
          onChange={(when) => write(withKey(route, 'when', when))}
        />
        <EdgeField
          label={words.leads}
          value={typeof route.next === 'string' ? route.next : null}
          ids={ids}
          isRequired
          onChange={(next) => write(withKey(route, 'next', next ?? undefined))}
        />
      </fieldset>,
    ];
  });
}
