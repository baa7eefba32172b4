import { useState } from 'react';
import { useIntl } from 'react-intl';
import { TextField } from '../../../ui/index.ts';
import type { InspectorProps } from '../inspector.types.ts';
import { isObject, type Json, objectOf, withKey } from '../scenario-json.ts';
import { ItemGroup } from './item-group.tsx';
import { ItemList } from './item-list.tsx';
import { LocalizedField } from './localized-field.tsx';

type Title = readonly [name: string, text: Json];

const hasText = (text: Json): boolean => (isObject(text) ? Object.keys(text).length > 0 : text !== '');

/** What the questions are for with which an agent interrupts its run: its option `titles`. */
export function QuestionTitles({ node, languages, onChange }: InspectorProps) {
  const { formatMessage: t } = useIntl();
  const options = objectOf(node.json.options);
  // Kept as a list: a name may be empty or a duplicate while it is typed, which an object cannot hold.
  const [rows, setRows] = useState(() => Object.entries(objectOf(options.titles)) as Title[]);
  const write = (next: readonly Title[]) => {
    setRows([...next]);
    const titled = next.filter(([name, text]) => name !== '' && hasText(text));
    const all = withKey(options, 'titles', titled.length > 0 ? Object.fromEntries(titled) : undefined);
    onChange(withKey(node.json, 'options', Object.keys(all).length > 0 ? all : undefined));
  };
  return (
    <ItemGroup
      legend={t({ id: 'settings.scenario.questions.title', defaultMessage: 'Questions of the agent' })}
      description={t({
        id: 'settings.scenario.questions.hint',
        defaultMessage:
          'The agent may ask the visitor to approve a call. The text says what is approved; without one, visitors see the name.',
      })}
    >
      <ItemList<Title>
        items={rows}
        nameOf={(number) =>
          t({ id: 'settings.scenario.questions.one', defaultMessage: 'Question {number}' }, { number })
        }
        addLabel={t({ id: 'settings.scenario.questions.add', defaultMessage: 'Add a question' })}
        newItem={() => ['', '']}
        onChange={write}
      >
        {([name, text], set) => (
          <>
            <TextField
              label={t({ id: 'settings.scenario.questions.name', defaultMessage: 'Tool or reason' })}
              isCode
              value={name}
              onChange={(next) => set([next, text])}
            />
            <LocalizedField
              label={t({ id: 'settings.scenario.questions.text', defaultMessage: 'What is approved' })}
              isLine
              value={text}
              languages={languages}
              onChange={(next) => set([name, next])}
            />
          </>
        )}
      </ItemList>
    </ItemGroup>
  );
}
