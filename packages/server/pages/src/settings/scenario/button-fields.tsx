import { replaced } from '../replaced.ts';
import { useSettingsWords } from '../words/use-settings-words.ts';
import { EdgeField } from './edge-field.tsx';
import type { InspectorProps } from './inspector.tsx';
import { LocalizedField } from './localized-field.tsx';
import { isObject, type Json, type JsonObject, withKey } from './scenario-json.ts';

const KINDS = ['buttons', 'keyboard'] as const;

/** The label and the way of each button of a node. Rows and new buttons are made in its JSON. */
export function ButtonFields({ node, languages, ids, onChange }: InspectorProps) {
  const words = useSettingsWords().scenario;
  return KINDS.flatMap((kind) => {
    const rows = node.json[kind];
    if (!Array.isArray(rows)) return [];
    return (rows as readonly Json[]).flatMap((row, r) => {
      if (!Array.isArray(row)) return [];
      return (row as readonly Json[]).flatMap((button, b) => {
        if (!isObject(button)) return [];
        const write = (next: JsonObject) => {
          const cells = replaced(row as readonly Json[], b, next);
          onChange(withKey(node.json, kind, replaced(rows as readonly Json[], r, cells)));
        };
        return [
          // biome-ignore lint/suspicious/noArrayIndexKey: a button is its place
          <fieldset className="node-button" key={`${kind} ${r} ${b}`}>
            <LocalizedField
              label={words.fields.label}
              value={button.label ?? ''}
              languages={languages}
              onChange={(label) => write(withKey(button, 'label', label))}
            />
            {typeof button.next === 'string' && (
              <EdgeField
                label={words.leads}
                value={button.next}
                ids={ids}
                isRequired
                onChange={(next) => write(withKey(button, 'next', next ?? undefined))}
              />
            )}
          </fieldset>,
        ];
      });
    });
  });
}
