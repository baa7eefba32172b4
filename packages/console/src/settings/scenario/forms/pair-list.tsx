import { useState } from 'react';
import { TextField } from '../../../ui/index.ts';
import type { JsonObject } from '../scenario-json.ts';
import { textOf } from '../scenario-json.ts';
import { ItemGroup } from './item-group.tsx';
import { ItemList } from './item-list.tsx';

interface PairListProps {
  readonly legend: string;
  readonly description?: string;
  readonly nameLabel: string;
  readonly valueLabel: string;
  readonly nameOf: (number: number) => string;
  readonly addLabel: string;
  readonly pairs: JsonObject;
  /** Drops pairs without a name. */
  readonly onChange: (pairs: JsonObject | undefined) => void;
}

type Pair = readonly [name: string, value: string];

/** A list of name and value pairs, such as the headers of a request. */
export function PairList(props: PairListProps) {
  const { legend, description, nameLabel, valueLabel, nameOf, addLabel, pairs, onChange } = props;
  // Kept as a list: a name may be empty or a duplicate while it is typed, which an object cannot hold.
  const [rows, setRows] = useState(() => Object.entries(pairs).map(([name, value]): Pair => [name, textOf(value)]));
  const write = (next: readonly Pair[]) => {
    setRows([...next]);
    const named = next.filter(([name]) => name !== '');
    onChange(named.length > 0 ? Object.fromEntries(named) : undefined);
  };
  return (
    <ItemGroup legend={legend} description={description}>
      <ItemList<Pair> items={rows} nameOf={nameOf} addLabel={addLabel} newItem={() => ['', '']} onChange={write}>
        {([name, value], set) => (
          <>
            <TextField label={nameLabel} isCode value={name} onChange={(next) => set([next, value])} />
            <TextField label={valueLabel} isCode value={value} onChange={(next) => set([name, next])} />
          </>
        )}
      </ItemList>
    </ItemGroup>
  );
}
