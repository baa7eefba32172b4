import { Plus, Trash2 } from 'lucide-react';
import { useRef } from 'react';
import { useIntl } from 'react-intl';
import { Button, IconButton, TextField } from '../../ui/index.ts';
import { replaceAt } from '../replace-at.ts';
import { readEntries } from './read-entries.ts';

interface EntriesEditorProps {
  readonly entries: readonly string[];
  /** The name of an entry, by its number from 1. */
  readonly nameOf: (number: number) => string;
  readonly placeholder: string;
  readonly addLabel: string;
  /** Shown instead of an empty list. */
  readonly emptyText: string;
  readonly inputMode: 'url' | 'text';
  readonly errorOf: (index: number) => string | undefined;
  readonly onChange: (entries: string[]) => void;
}

/** A list of short texts, each with its problem below it. Pasting adds several at the same time. */
export function EntriesEditor({
  entries,
  nameOf,
  placeholder,
  addLabel,
  emptyText,
  inputMode,
  errorOf,
  onChange,
}: EntriesEditorProps) {
  const { formatMessage: t } = useIntl();
  const list = useRef<HTMLUListElement>(null);
  const replace = (index: number, ...next: string[]) => onChange(replaceAt(entries, index, ...next));
  const focus = (index: number) => requestAnimationFrame(() => list.current?.querySelectorAll('input')[index]?.focus());
  const add = () => {
    onChange([...entries, '']);
    focus(entries.length);
  };
  return (
    <div className="stack-small">
      <ul className="origins" ref={list}>
        {entries.map((entry, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries are identified by position, two may be equal
          <li key={index} className="origin">
            <TextField
              label={nameOf(index + 1)}
              hidesLabel
              isCode
              inputMode={inputMode}
              placeholder={placeholder}
              value={entry}
              // An entry that was just added is invalid as well, but shows no error while it is empty.
              error={entry === '' ? undefined : errorOf(index)}
              onChange={(text) => replace(index, text)}
              onPaste={(event) => {
                const pasted = readEntries(event.clipboardData.getData('text'));
                if (pasted.length < 2) return;
                event.preventDefault();
                replace(index, ...(entry ? [entry] : []), ...pasted);
              }}
              onKeyDown={(event) => {
                if (event.key === 'Enter') add();
              }}
            />
            <IconButton
              label={t(
                { id: 'settings.domains.remove', defaultMessage: 'Remove {text}' },
                { text: entry || nameOf(index + 1) },
              )}
              icon={<Trash2 size={16} aria-hidden />}
              onPress={() => {
                replace(index);
                focus(Math.max(index - 1, 0));
              }}
            />
          </li>
        ))}
      </ul>
      {entries.length === 0 && <p className="ui-description">{emptyText}</p>}
      <div className="inline">
        <Button icon={<Plus size={16} aria-hidden />} onPress={add}>
          {addLabel}
        </Button>
        <span className="ui-description">
          {t({
            id: 'settings.domains.paste',
            defaultMessage: 'A JSON array or several lines may be pasted into an entry.',
          })}
        </span>
      </div>
    </div>
  );
}
