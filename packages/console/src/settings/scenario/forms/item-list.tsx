import { Plus, Trash2 } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { useIntl } from 'react-intl';
import { Button, IconButton } from '../../../ui/index.ts';
import { replaceAt } from '../../replace-at.ts';

interface ItemListProps<T> {
  readonly items: readonly T[];
  /** The name of an item, by its number starting at 1. */
  readonly nameOf: (number: number) => string;
  readonly addLabel: string;
  readonly newItem: () => T;
  readonly onChange: (items: readonly T[]) => void;
  readonly children: (item: T, write: (item: T) => void, name: string, index: number) => ReactNode;
}

/** A list of similar parts of a node, each in a frame, with buttons to add and to delete. */
export function ItemList<T>({ items, nameOf, addLabel, newItem, onChange, children }: ItemListProps<T>) {
  const { formatMessage: t } = useIntl();
  const list = useRef<HTMLDivElement>(null);
  // Items are identified by position, because two may be equal. After a deletion the later ones have other positions,
  // so that the state of their fields, such as unfinished JSON, must not be kept.
  const [deletions, setDeletions] = useState(0);
  const focusLast = () =>
    requestAnimationFrame(() => {
      const last = [...(list.current?.querySelectorAll(':scope > fieldset') ?? [])].at(-1);
      last?.querySelector<HTMLElement>('input, textarea, button')?.focus();
    });
  const focusAdd = () =>
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(':scope > .ui-button')?.focus());
  return (
    <div className="item-list" ref={list}>
      {items.map((item, index) => {
        const name = nameOf(index + 1);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <fieldset className="item" key={`${deletions}.${index}`}>
            <legend>{name}</legend>
            <div className="item-delete">
              <IconButton
                size="small"
                label={`${t({ id: 'settings.delete', defaultMessage: 'Delete' })}: ${name}`}
                icon={<Trash2 size={16} aria-hidden />}
                onPress={() => {
                  onChange(replaceAt(items, index));
                  setDeletions(deletions + 1);
                  focusAdd();
                }}
              />
            </div>
            {children(item, (next) => onChange(replaceAt(items, index, next)), name, index)}
          </fieldset>
        );
      })}
      <Button
        size="small"
        icon={<Plus size={16} aria-hidden />}
        onPress={() => {
          onChange([...items, newItem()]);
          focusLast();
        }}
      >
        {addLabel}
      </Button>
    </div>
  );
}
