import { useState } from 'react';
import { useIntl } from 'react-intl';
import { Choice, TextField } from '../../../ui/index.ts';
import type { InspectorProps } from '../inspector.types.ts';
import { isObject, type Json, objectOf, textOf, withKey } from '../scenario-json.ts';
import { ItemList } from './item-list.tsx';

type Pair = readonly [name: string, value: Json];

const isText = (value: Json): value is string => typeof value === 'string';
/** A number or a boolean is shown as an expression. */
const written = (value: Json): string => (isObject(value) ? textOf(value.expression) : String(value));

/** The variables that a node sets, each to a text or to the value of an expression. */
export function ValueFields({ node, onChange }: InspectorProps) {
  const { formatMessage: t } = useIntl();
  // Kept as a list: a name may be empty or a duplicate while it is typed, which an object cannot hold.
  const [rows, setRows] = useState(() => Object.entries(objectOf(node.json.values)) as Pair[]);
  const write = (next: readonly Pair[]) => {
    setRows([...next]);
    onChange(withKey(node.json, 'values', Object.fromEntries(next.filter(([name]) => name !== ''))));
  };
  return (
    <ItemList<Pair>
      items={rows}
      nameOf={(number) => t({ id: 'settings.scenario.values.one', defaultMessage: 'Value {number}' }, { number })}
      addLabel={t({ id: 'settings.scenario.values.add', defaultMessage: 'Add a value' })}
      newItem={() => ['', '']}
      onChange={write}
    >
      {([name, value], set, label) => (
        <>
          <TextField
            label={t({ id: 'settings.scenario.fields.variable', defaultMessage: 'Kept as' })}
            isCode
            value={name}
            onChange={(next) => set([next, value])}
          />
          <Choice
            label={`${label}: ${t({ id: 'settings.scenario.values.kind', defaultMessage: 'Kind of value' })}`}
            hidesLabel
            options={[
              { id: 'text', label: t({ id: 'settings.scenario.values.text', defaultMessage: 'Text' }) },
              {
                id: 'expression',
                label: t({ id: 'settings.scenario.values.expression', defaultMessage: 'Expression' }),
              },
            ]}
            value={isText(value) ? 'text' : 'expression'}
            onChange={(kind) => set([name, kind === 'text' ? written(value) : { expression: written(value) }])}
          />
          <TextField
            label={
              isText(value)
                ? t({ id: 'settings.scenario.values.text', defaultMessage: 'Text' })
                : t({ id: 'settings.scenario.values.expression', defaultMessage: 'Expression' })
            }
            isCode={!isText(value)}
            value={written(value)}
            onChange={(next) => set([name, isText(value) ? next : { expression: next }])}
          />
        </>
      )}
    </ItemList>
  );
}
