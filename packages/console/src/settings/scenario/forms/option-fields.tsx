import { useState } from 'react';
import { useIntl } from 'react-intl';
import { TextField } from '../../../ui/index.ts';
import type { InspectorProps } from '../inspector.types.ts';
import { type Json, objectOf, withKey } from '../scenario-json.ts';
import { ItemGroup } from './item-group.tsx';
import { ItemList } from './item-list.tsx';

type Option = readonly [name: string, value: Json];

/** A string is shown unchanged, every other value as JSON: `0.2`, `true`, `{"en": "…"}`. */
const written = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

function read(text: string): Json {
  try {
    const value = JSON.parse(text) as Json;
    // A quoted value is meant as a string.
    return value;
  } catch {
    return text;
  }
}

interface OptionFieldsProps extends InspectorProps {
  /** The names of the options that have a form of their own. */
  readonly except: readonly string[];
}

/** The options of an agent, by name. */
export function OptionFields({ node, except, onChange }: OptionFieldsProps) {
  const { formatMessage: t } = useIntl();
  const options = Object.entries(objectOf(node.json.options)) as Option[];
  // Kept as a list: a name may be empty or a duplicate while it is typed, which an object cannot hold.
  const [rows, setRows] = useState(() => options.filter(([name]) => !except.includes(name)));
  const write = (next: readonly Option[]) => {
    setRows([...next]);
    const named = [
      ...options.filter(([name]) => except.includes(name)),
      ...next.filter(([name]) => name !== '' && !except.includes(name)),
    ];
    onChange(withKey(node.json, 'options', named.length > 0 ? Object.fromEntries(named) : undefined));
  };
  return (
    <ItemGroup
      legend={t({ id: 'settings.scenario.options.title', defaultMessage: 'Options of the agent' })}
      description={t({
        id: 'settings.scenario.options.hint',
        defaultMessage:
          'Such as model, temperature or system. Numbers, true and false are values; everything else is a text.',
      })}
    >
      <ItemList<Option>
        items={rows}
        nameOf={(number) => t({ id: 'settings.scenario.options.one', defaultMessage: 'Option {number}' }, { number })}
        addLabel={t({ id: 'settings.scenario.options.add', defaultMessage: 'Add an option' })}
        newItem={() => ['', '']}
        onChange={write}
      >
        {([name, value], set) => (
          <>
            <TextField
              label={t({ id: 'settings.scenario.options.name', defaultMessage: 'Name' })}
              isCode
              value={name}
              onChange={(next) => set([next, value])}
            />
            <OptionValue value={value} onChange={(next) => set([name, next])} />
          </>
        )}
      </ItemList>
    </ItemGroup>
  );
}

/** Keeps the typed text, because an incomplete number or JSON text would be reformatted while typing. */
function OptionValue({ value, onChange }: { readonly value: Json; readonly onChange: (value: Json) => void }) {
  const { formatMessage: t } = useIntl();
  const [text, setText] = useState(() => written(value));
  return (
    <TextField
      label={t({ id: 'settings.scenario.options.value', defaultMessage: 'Value' })}
      isCode
      rows={2}
      value={text}
      onChange={(next) => {
        setText(next);
        onChange(read(next));
      }}
    />
  );
}
