import { toolInputSchema } from '@connective-chat/contracts/scenario';
import { useIntl } from 'react-intl';
import { TextField } from '../../../../ui/index.ts';
import { type Json, textOf, withKey } from '../../scenario-json.ts';
import { JsonField } from './json-field.tsx';
import type { ToolFieldsProps } from './tool-fields.types.ts';

/** The name, the description and the arguments by which an agent calls a tool. */
export function CalledFields({ tool, onChange }: ToolFieldsProps) {
  const { formatMessage: t } = useIntl();
  const set = (key: string, value: Json | undefined) => onChange(withKey(tool, key, value));
  const isArticles = tool.kind === 'articles';
  return (
    <>
      <TextField
        label={t({ id: 'settings.scenario.tools.name', defaultMessage: 'Name for the agent' })}
        isCode
        maxLength={64}
        {...(isArticles && { placeholder: 'search_articles' })}
        value={textOf(tool.name)}
        onChange={(name) => set('name', isArticles ? name || undefined : name)}
      />
      <TextField
        label={t({ id: 'settings.scenario.tools.description', defaultMessage: 'When to call it, and what it returns' })}
        description={t({
          id: 'settings.scenario.tools.descriptionHint',
          defaultMessage: 'Only the agent reads this.',
        })}
        rows={3}
        maxLength={2000}
        value={textOf(tool.description)}
        onChange={(text) => set('description', isArticles ? text || undefined : text)}
      />
      {!isArticles && (
        <JsonField
          label={t({ id: 'settings.scenario.tools.input', defaultMessage: 'Arguments, as a JSON schema' })}
          description={t({
            id: 'settings.scenario.tools.inputHint',
            defaultMessage: 'An object of texts, numbers, yes or no, and lists of them. Empty: no arguments.',
          })}
          schema={toolInputSchema}
          value={tool.input}
          onChange={(input) => set('input', input)}
        />
      )}
    </>
  );
}
