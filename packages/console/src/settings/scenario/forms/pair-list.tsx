import { useState } from 'react';
import { TextField } from '../../../ui/index.ts';
import type { JsonObject } from '../scenario-json.ts';
import { textOf } from '../scenario-json.ts';
import { ItemList } from './item-list.tsx';

interface PairListProps {
  readonly legend: string;
  readonly description?: string;
  readonly nameLabel: string;
  readonly valueLabel: string;
  readonly nameOf: (number: number) => string;
  readonly addLabel: string;
  readonly pairs: JsonObject;
  /** Without those that have no name yet. */
  readonly onChange: (pairs: JsonObject | undefined) => void;
}

type Pair = readonly [name: string, value: string];

/** Texts by name: headers of a request, what is kept of an answer. */
export function PairList(props: PairListProps) {
  const { legend, description, nameLabel, valueLabel, nameOf, addLabel, pairs, onChange } = props;
  // A name that is being typed may be empty, or another's for a moment: an object could not hold it.
  const [rows, setRows] = useState(() => Object.entries(pairs).map(([name, value]): Pair => [name, textOf(value)]));
  const write = (next: readonly Pair[]) => {
    setRows([...next]);
    const named = next.filter(([name]) => name !== '');
    onChange(named.length > 0 ? Object.fromEntries(named) : undefined);
  };
  return (
    <fieldset className="item-group">
      <legend className="ui-label">{legend}</legend>
      {description && <p className="ui-description">{description}</p>}
      <ItemList<Pair> items={rows} nameOf={nameOf} addLabel={addLabel} newItem={() => ['', '']} onChange={write}>
        {([name, value], set) => (
          <>
            <TextField label={nameLabel} isCode value={name} onChange={(next) => set([next, value])} />
            <TextField label={valueLabel} isCode value={value} onChange={(next) => set([name, next])} />
          </>
        )}
      </ItemList>
    </fieldset>
  );
}
