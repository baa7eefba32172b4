import { useState } from 'react';
import { useIntl } from 'react-intl';
import { NumberField, TextField } from '../../../../ui/index.ts';
import { isObject, type Json, type JsonObject, numberOf, objectOf, withKey } from '../../scenario-json.ts';
import { ItemGroup } from '../item-group.tsx';
import { ItemList } from '../item-list.tsx';
import { LocalizedField } from '../localized-field.tsx';

interface ApprovalFieldsProps {
  /** `true` for the default texts, or the texts. */
  readonly value: Json;
  readonly languages: readonly string[];
  readonly onChange: (value: Json) => void;
}

type Item = readonly [name: string, label: Json];

/** The texts of the question whether a tool may be called, and how long it can be answered. */
export function ApprovalFields({ value, languages, onChange }: ApprovalFieldsProps) {
  const { formatMessage: t } = useIntl();
  const texts = objectOf(value);
  const write = (next: JsonObject) => onChange(Object.keys(next).length > 0 ? next : true);
  const set = (key: string, next: Json | undefined) => write(withKey(texts, key, next === '' ? undefined : next));
  // Kept as a list: a name may be empty while it is typed, which an object cannot hold.
  const [items, setItems] = useState(() => Object.entries(objectOf(texts.items)) as Item[]);
  const writeItems = (next: readonly Item[]) => {
    setItems([...next]);
    const named = next.filter(([name]) => name !== '');
    set('items', named.length > 0 ? Object.fromEntries(named) : undefined);
  };
  return (
    <>
      <LocalizedField
        label={t({ id: 'settings.scenario.approval.text', defaultMessage: 'What the visitor is asked' })}
        value={texts.text ?? ''}
        languages={languages}
        onChange={(text) => set('text', text)}
      />
      <LocalizedField
        label={t({ id: 'settings.scenario.approval.approve', defaultMessage: 'Button that approves' })}
        isLine
        value={texts.approve ?? ''}
        languages={languages}
        onChange={(text) => set('approve', text)}
      />
      <LocalizedField
        label={t({ id: 'settings.scenario.approval.decline', defaultMessage: 'Button that declines' })}
        isLine
        value={texts.decline ?? ''}
        languages={languages}
        onChange={(text) => set('decline', text)}
      />
      <ItemGroup
        legend={t({ id: 'settings.scenario.approval.items', defaultMessage: 'What is shown of the call' })}
        description={t({
          id: 'settings.scenario.approval.itemsHint',
          defaultMessage: 'Without a list, all arguments by their names.',
        })}
      >
        <ItemList<Item>
          items={items}
          nameOf={(number) =>
            t({ id: 'settings.scenario.approval.item', defaultMessage: 'Argument {number}' }, { number })
          }
          addLabel={t({ id: 'settings.scenario.approval.addItem', defaultMessage: 'Show an argument' })}
          newItem={() => ['', '']}
          onChange={writeItems}
        >
          {([name, label], write) => (
            <>
              <TextField
                label={t({ id: 'settings.scenario.approval.argument', defaultMessage: 'Name of the argument' })}
                isCode
                value={name}
                onChange={(next) => write([next, label])}
              />
              <LocalizedField
                label={t({ id: 'settings.scenario.fields.label', defaultMessage: 'Label' })}
                isLine
                value={label}
                languages={languages}
                onChange={(next) => write([name, next])}
              />
            </>
          )}
        </ItemList>
      </ItemGroup>
      <NumberField
        label={t({ id: 'settings.scenario.approval.ttlMs', defaultMessage: 'Can be answered for, ms' })}
        description={t({ id: 'settings.scenario.approval.ttlHint', defaultMessage: 'Empty: without a limit.' })}
        minValue={1000}
        maxValue={30 * 86_400_000}
        step={1000}
        value={numberOf(texts.ttlMs)}
        onChange={(ms) => set('ttlMs', Number.isNaN(ms) ? undefined : ms)}
      />
    </>
  );
}

/** Whether texts of its own are given. */
export const hasApprovalTexts = (value: Json | undefined): boolean => isObject(value) && Object.keys(value).length > 0;
