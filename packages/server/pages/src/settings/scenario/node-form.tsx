import { NumberField, TextField } from '../../ui/index.ts';
import { useSettingsWords } from '../words/use-settings-words.ts';
import { ButtonFields } from './button-fields.tsx';
import { EdgeField } from './edge-field.tsx';
import type { InspectorProps } from './inspector.tsx';
import { LocalizedField } from './localized-field.tsx';
import { fieldsOf } from './node-fields.ts';
import { RouteFields } from './route-fields.tsx';
import { isObject, type Json, withKey } from './scenario-json.ts';
import { ThinkingForm } from './thinking-form.tsx';

/** The parameters of a node that are edited most; the thinking texts of an agent first. */
export function NodeForm(props: InspectorProps) {
  const { node, languages, ids, onChange } = props;
  const words = useSettingsWords().scenario;
  const names: Record<string, string> = words.fields;
  const { json, type } = node;
  const fields = fieldsOf(type);
  const set = (key: string, value: Json | undefined) => onChange(withKey(json, key, value));
  return (
    <div className="node-form">
      {(type === 'agent' || json.thinking !== undefined) && (
        <ThinkingForm
          thinking={isObject(json.thinking) ? json.thinking : {}}
          languages={languages}
          onChange={(thinking) => set('thinking', thinking)}
        />
      )}
      {fields.texts.map((key) => (
        <LocalizedField
          key={key}
          label={names[key] ?? key}
          value={json[key] ?? ''}
          languages={languages}
          onChange={(value) => set(key, value === '' ? undefined : value)}
        />
      ))}
      <ButtonFields {...props} />
      <RouteFields {...props} />
      {fields.strings.map((key) => (
        <TextField
          key={key}
          label={names[key] ?? key}
          isCode
          value={typeof json[key] === 'string' ? json[key] : ''}
          onChange={(value) => set(key, value || undefined)}
        />
      ))}
      {fields.numbers.map((key) => (
        <NumberField
          key={key}
          label={names[key] ?? key}
          value={typeof json[key] === 'number' ? json[key] : Number.NaN}
          minValue={1}
          onChange={(value) => set(key, Number.isNaN(value) ? undefined : value)}
        />
      ))}
      {fields.edges.map((key) => (
        <EdgeField
          key={key}
          label={key === 'next' ? words.leads : `${words.leads}: ${key}`}
          value={typeof json[key] === 'string' ? json[key] : null}
          ids={ids}
          isRequired={fields.required.includes(key)}
          onChange={(value) => set(key, value ?? undefined)}
        />
      ))}
    </div>
  );
}
