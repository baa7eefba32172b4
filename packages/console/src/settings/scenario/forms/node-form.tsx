import type { ComponentType } from 'react';
import { useIntl } from 'react-intl';
import { BRANCH_NAMES } from '../../../shell/errors/branch-names.ts';
import { useNamesOf } from '../../../shell/locale/use-names-of.ts';
import { NumberField, TextField } from '../../../ui/index.ts';
import type { InspectorProps } from '../inspector.types.ts';
import { type Json, numberOf, objectOf, textOf, withKey } from '../scenario-json.ts';
import { AgentFields } from './agent-fields.tsx';
import { DEFAULT_PROVIDER } from './default-provider.ts';
import { EdgeField } from './edge-field.tsx';
import { ExpectedFields } from './expected-fields.tsx';
import { FIELD_NAMES } from './field-names.ts';
import { FormatField } from './format-field.tsx';
import { HttpFields } from './http-fields.tsx';
import { LocalizedField } from './localized-field.tsx';
import { MessageFields } from './message-fields.tsx';
import { fieldsOf } from './node-fields.ts';
import { OperatorFields } from './operator-fields.tsx';
import { RouteFields } from './route-fields.tsx';
import { ThinkingForm } from './thinking-form.tsx';
import { ValueFields } from './value-fields.tsx';

/** The fields beyond texts, numbers and edges, by the type of the node. */
const PARTS: Record<string, ComponentType<InspectorProps>> = {
  message: MessageFields,
  input: ExpectedFields,
  router: RouteFields,
  set: ValueFields,
  agent: AgentFields,
  http: HttpFields,
  operator: OperatorFields,
};

/** The form of a node; the thinking texts of an agent come first. */
export function NodeForm(props: InspectorProps) {
  const { node, languages, ids, onChange } = props;
  const { formatMessage: t } = useIntl();
  const fieldName = useNamesOf(FIELD_NAMES);
  const branchName = useNamesOf(BRANCH_NAMES);
  const { json, type } = node;
  const fields = fieldsOf(type);
  const Part = PARTS[type];
  const set = (key: string, value: Json | undefined) => onChange(withKey(json, key, value));
  return (
    <div className="node-form">
      {(type === 'agent' || type === 'http') && (
        <ThinkingForm
          thinking={objectOf(json.thinking)}
          languages={languages}
          provider={type === 'agent' ? textOf(json.provider) || DEFAULT_PROVIDER : null}
          onChange={(thinking) => set('thinking', Object.keys(thinking).length > 0 ? thinking : undefined)}
        />
      )}
      {fields.texts.map((key) => (
        <LocalizedField
          key={key}
          label={fieldName(key) ?? key}
          value={json[key] ?? ''}
          languages={languages}
          onChange={(value) => set(key, value === '' && !fields.required.includes(key) ? undefined : value)}
        />
      ))}
      {fields.hasFormat && <FormatField value={json.format} onChange={(format) => set('format', format)} />}
      {Part && <Part {...props} />}
      {fields.strings.map((key) => (
        <TextField
          key={key}
          label={fieldName(key) ?? key}
          isCode
          value={textOf(json[key])}
          onChange={(value) => set(key, value || undefined)}
        />
      ))}
      {fields.numbers.map((key) => (
        <NumberField
          key={key}
          label={fieldName(key) ?? key}
          value={numberOf(json[key])}
          minValue={1}
          onChange={(value) => set(key, Number.isNaN(value) ? undefined : value)}
        />
      ))}
      {fields.edges.map((key) => (
        <EdgeField
          key={key}
          label={
            key === 'next'
              ? t({ id: 'settings.scenario.leads', defaultMessage: 'Leads to' })
              : `${t({ id: 'settings.scenario.leads', defaultMessage: 'Leads to' })}: ${branchName(key) ?? key}`
          }
          value={textOf(json[key]) || null}
          ids={ids}
          isRequired={fields.required.includes(key)}
          onChange={(value) => set(key, value ?? undefined)}
        />
      ))}
    </div>
  );
}
