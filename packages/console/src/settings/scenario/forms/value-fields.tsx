import { useState } from 'react';
import { Choice, TextField } from '../../../ui/index.ts';
import { useSettingsWords } from '../../words/use-settings-words.ts';
import type { InspectorProps } from '../inspector.tsx';
import { isObject, type Json, objectOf, textOf, withKey } from '../scenario-json.ts';
import { ItemList } from './item-list.tsx';

type Pair = readonly [name: string, value: Json];

const isText = (value: Json): value is string => typeof value === 'string';
/** A number or a word such as `true` is an expression that is as short as can be. */
const written = (value: Json): string => (isObject(value) ? textOf(value.expression) : String(value));

/** What a node keeps under which names: a text, or what an expression comes to. */
export function ValueFields({ node, onChange }: InspectorProps) {
  const words = useSettingsWords().scenario;
  // A name that is being typed may be empty, or another's for a moment: an object could not hold it.
  const [rows, setRows] = useState(() => Object.entries(objectOf(node.json.values)) as Pair[]);
  const write = (next: readonly Pair[]) => {
    setRows([...next]);
    onChange(withKey(node.json, 'values', Object.fromEntries(next.filter(([name]) => name !== ''))));
  };
  return (
    <ItemList<Pair>
      items={rows}
      nameOf={words.values.one}
      addLabel={words.values.add}
      newItem={() => ['', '']}
      onChange={write}
    >
      {([name, value], set, label) => (
        <>
          <TextField label={words.fields.variable} isCode value={name} onChange={(next) => set([next, value])} />
          <Choice
            label={`${label}: ${words.values.kind}`}
            hidesLabel
            options={[
              { id: 'text', label: words.values.text },
              { id: 'expression', label: words.values.expression },
            ]}
            value={isText(value) ? 'text' : 'expression'}
            onChange={(kind) => set([name, kind === 'text' ? written(value) : { expression: written(value) }])}
          />
          <TextField
            label={isText(value) ? words.values.text : words.values.expression}
            isCode={!isText(value)}
            value={written(value)}
            onChange={(next) => set([name, isText(value) ? next : { expression: next }])}
          />
        </>
      )}
    </ItemList>
  );
}
