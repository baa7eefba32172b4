import { useIntl } from 'react-intl';
import { useApiQuery } from '../../../shell/session/use-api-query.ts';
import { Select } from '../../../ui/index.ts';
import type { InspectorProps } from '../inspector.types.ts';
import { textOf, withKey } from '../scenario-json.ts';
import { ButtonFields } from './button-fields.tsx';
import { DEFAULT_PROVIDER } from './default-provider.ts';
import { OptionFields } from './option-fields.tsx';
import { QuestionTitles } from './question-titles.tsx';
import { ToolList } from './tools/tool-list.tsx';

/** The agent that answers, its options and tools, and the buttons under its answer. */
export function AgentFields(props: InspectorProps) {
  const { node, onChange } = props;
  const { formatMessage: t } = useIntl();
  const { data } = useApiQuery('listProviders', {});
  const value = textOf(node.json.provider) || DEFAULT_PROVIDER;
  // A name that this server does not know is still shown, so that the problem is visible.
  const provider = data?.items.find(({ name }) => name === value);
  const interrupts = provider?.interrupts ?? false;
  // Tools that the agent cannot use are still shown, so that they can be deleted.
  const showsTools = (provider?.usesTools ?? true) || node.json.tools !== undefined;
  const names = [...new Set([...(data?.items ?? []).map(({ name }) => name), value])];
  return (
    <>
      <Select
        label={t({ id: 'settings.scenario.fields.provider', defaultMessage: 'Provider' })}
        options={names.map((id) => ({ id, label: id }))}
        value={value}
        onChange={(name) => onChange(withKey(node.json, 'provider', name))}
      />
      {/* Mounted again when other options have a form of their own. */}
      <OptionFields key={String(interrupts)} {...props} except={interrupts ? ['titles'] : []} />
      {interrupts && <QuestionTitles {...props} />}
      {showsTools && <ToolList {...props} />}
      <ButtonFields {...props} kind="buttons" />
    </>
  );
}
