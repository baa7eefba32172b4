import { Select, TextField } from '../../../ui/index.ts';
import { useSettingsWords } from '../../words/use-settings-words.ts';
import type { InspectorProps } from '../inspector.tsx';
import { type Json, objectOf, textOf, withKey } from '../scenario-json.ts';
import { PairList } from './pair-list.tsx';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** What is asked of another service, and what is kept of its answer. */
export function HttpFields({ node, onChange }: InspectorProps) {
  const words = useSettingsWords().scenario;
  const { json } = node;
  const set = (key: string, value: Json | undefined) => onChange(withKey(json, key, value));
  return (
    <>
      <Select
        label={words.method}
        options={METHODS.map((id) => ({ id, label: id }))}
        value={METHODS.find((method) => method === json.method) ?? 'GET'}
        onChange={(method) => set('method', method)}
      />
      <TextField
        label={words.fields.url}
        isCode
        placeholder="https://"
        value={textOf(json.url)}
        onChange={(url) => set('url', url)}
      />
      <PairList
        legend={words.headers.title}
        description={words.headers.hint}
        nameOf={words.headers.one}
        addLabel={words.headers.add}
        nameLabel={words.headers.name}
        valueLabel={words.headers.value}
        pairs={objectOf(json.headers)}
        onChange={(headers) => set('headers', headers)}
      />
      <PairList
        legend={words.saves.title}
        description={words.saves.hint}
        nameOf={words.saves.one}
        addLabel={words.saves.add}
        nameLabel={words.fields.variable}
        valueLabel={words.saves.place}
        pairs={objectOf(json.save)}
        onChange={(save) => set('save', save)}
      />
      <TextField
        label={words.statusVariable}
        isCode
        value={textOf(json.statusVariable)}
        onChange={(name) => set('statusVariable', name || undefined)}
      />
    </>
  );
}
