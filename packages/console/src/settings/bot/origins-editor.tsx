import { Plus, Trash2 } from 'lucide-react';
import { useRef } from 'react';
import { useIntl } from 'react-intl';
import { Button, IconButton, TextField } from '../../ui/index.ts';
import { replaceAt } from '../replace-at.ts';
import { readOrigins } from './read-origins.ts';
import type { Problems } from './use-settings-draft.ts';

interface OriginsEditorProps {
  readonly origins: readonly string[];
  readonly problems: Problems;
  readonly onChange: (origins: string[]) => void;
}

/** The list of allowed origins, with its problems under the invalid entries. */
export function OriginsEditor({ origins, problems, onChange }: OriginsEditorProps) {
  const { formatMessage: t } = useIntl();
  const list = useRef<HTMLUListElement>(null);
  const replace = (index: number, ...entries: string[]) => onChange(replaceAt(origins, index, ...entries));
  const focus = (index: number) => requestAnimationFrame(() => list.current?.querySelectorAll('input')[index]?.focus());
  const add = () => {
    onChange([...origins, '']);
    focus(origins.length);
  };
  const errorOf = (index: number) => {
    // An entry that was just added is invalid as well, but shows no error while it is empty.
    const problem = origins[index] === '' ? undefined : problems.get(`origins.${index}`);
    return problem === 'twice' ? t({ id: 'settings.domains.twice', defaultMessage: 'stands here twice' }) : problem;
  };
  return (
    <div className="stack-small">
      <ul className="origins" ref={list}>
        {origins.map((origin, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an entry is its place: two may read the same while typed
          <li key={index} className="origin">
            <TextField
              label={t({ id: 'settings.domains.entry', defaultMessage: 'Site {index}' }, { index: index + 1 })}
              hidesLabel
              isCode
              inputMode="url"
              placeholder="https://shop.example.com"
              value={origin}
              error={errorOf(index)}
              onChange={(text) => replace(index, text)}
              onPaste={(event) => {
                const pasted = readOrigins(event.clipboardData.getData('text'));
                if (pasted.length < 2) return;
                event.preventDefault();
                replace(index, ...(origin ? [origin] : []), ...pasted);
              }}
              onKeyDown={(event) => {
                if (event.key === 'Enter') add();
              }}
            />
            <IconButton
              label={t(
                { id: 'settings.domains.remove', defaultMessage: 'Remove {text}' },
                {
                  text:
                    origin || t({ id: 'settings.domains.entry', defaultMessage: 'Site {index}' }, { index: index + 1 }),
                },
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
      {origins.length === 0 && (
        <p className="ui-description">
          {t({ id: 'settings.domains.nothing', defaultMessage: 'No site may use the bot yet.' })}
        </p>
      )}
      <div className="inline">
        <Button icon={<Plus size={16} aria-hidden />} onPress={add}>
          {t({ id: 'settings.domains.add', defaultMessage: 'Add a site' })}
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
