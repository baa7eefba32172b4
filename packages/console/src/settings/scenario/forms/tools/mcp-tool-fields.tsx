import { useState } from 'react';
import { useIntl } from 'react-intl';
import { useApiQuery } from '../../../../shell/session/use-api-query.ts';
import { Choice, Select, TextField } from '../../../../ui/index.ts';
import { isObject, type Json, type JsonObject, objectOf, textOf, withKey } from '../../scenario-json.ts';
import { CommaListField } from '../comma-list-field.tsx';
import { ItemGroup } from '../item-group.tsx';
import { ItemList } from '../item-list.tsx';
import { ApprovalFields, hasApprovalTexts } from './approval-fields.tsx';
import { Folded } from './folded.tsx';
import { ShownFields } from './shown-fields.tsx';
import type { ToolFieldsProps } from './tool-fields.types.ts';

/** What a node says about one tool of a server; undefined approval: as the server says. */
interface Rule {
  readonly name: string;
  readonly approval: Json | undefined;
  readonly shown: JsonObject;
}

function readRules(tool: JsonObject): Rule[] {
  const approvals = objectOf(tool.approvals);
  const shown = objectOf(tool.shown);
  const names = [...new Set([...Object.keys(approvals), ...Object.keys(shown)])];
  return names.map((name) => ({ name, approval: approvals[name], shown: objectOf(shown[name]) }));
}

function writeRules(tool: JsonObject, rules: readonly Rule[]): JsonObject {
  const named = rules.filter(({ name }) => name !== '');
  const approvals = named.flatMap(({ name, approval }) => (approval === undefined ? [] : [[name, approval] as const]));
  const shown = named.flatMap((rule) => (Object.keys(rule.shown).length > 0 ? [[rule.name, rule.shown] as const] : []));
  const orNone = (entries: readonly (readonly [string, Json])[]) =>
    entries.length > 0 ? Object.fromEntries(entries) : undefined;
  return withKey(withKey(tool, 'approvals', orNone(approvals)), 'shown', orNone(shown));
}

const askOf = (approval: Json | undefined) =>
  approval === undefined ? 'server' : approval === false ? 'never' : 'always';

/** The server whose tools the agent may call, and what is said about single ones. */
export function McpToolFields({ tool, languages, onChange }: ToolFieldsProps) {
  const { formatMessage: t } = useIntl();
  const { data } = useApiQuery('listMcpServers', {});
  // Kept as a list: a name may be empty or a duplicate while it is typed, which an object cannot hold.
  const [rules, setRules] = useState(() => readRules(tool));
  const value = textOf(tool.server);
  const servers = data?.items ?? [];
  // A name that this server does not know is still shown, so that the problem is visible.
  const names = [...new Set([...servers.map(({ name }) => name), ...(value ? [value] : [])])];
  const allowed = servers.find(({ name }) => name === value)?.tools;
  const write = (next: readonly Rule[]) => {
    setRules([...next]);
    onChange(writeRules(tool, next));
  };
  return (
    <>
      <Select
        label={t({ id: 'settings.scenario.tools.server', defaultMessage: 'MCP server' })}
        description={
          data && servers.length === 0
            ? t({
                id: 'settings.scenario.tools.noServers',
                defaultMessage: 'None is configured: MCP_NAME_URL names one when the chat server starts.',
              })
            : t({
                id: 'settings.scenario.tools.serverHint',
                defaultMessage: 'Servers are configured where the chat server is started, with their keys.',
              })
        }
        placeholder={t({ id: 'settings.scenario.tools.chooseServer', defaultMessage: 'Choose a server' })}
        options={names.map((id) => ({ id, label: id }))}
        value={value || null}
        onChange={(server) => onChange(withKey(tool, 'server', server))}
      />
      <CommaListField
        label={t({ id: 'settings.scenario.tools.allowed', defaultMessage: 'Tools that the agent may call' })}
        description={
          allowed
            ? t(
                {
                  id: 'settings.scenario.tools.allowedOf',
                  defaultMessage: 'Separate with commas. Empty: all that are configured, {tools}.',
                },
                { tools: allowed.join(', ') },
              )
            : t({
                id: 'settings.scenario.tools.allowedHint',
                defaultMessage: 'Separate with commas. Empty: all tools of the server.',
              })
        }
        isCode
        value={tool.tools}
        onChange={(tools) => onChange(withKey(tool, 'tools', tools))}
      />
      <ItemGroup
        legend={t({ id: 'settings.scenario.tools.rules', defaultMessage: 'Single tools of the server' })}
        description={t({
          id: 'settings.scenario.tools.rulesHint',
          defaultMessage: 'Without a rule the visitor is asked, unless the server says that the tool only reads.',
        })}
      >
        <ItemList<Rule>
          items={rules}
          nameOf={(number) => t({ id: 'settings.scenario.tools.rule', defaultMessage: 'Rule {number}' }, { number })}
          addLabel={t({ id: 'settings.scenario.tools.addRule', defaultMessage: 'Add a rule' })}
          newItem={() => ({ name: '', approval: undefined, shown: {} })}
          onChange={write}
        >
          {(rule, set) => (
            <>
              <TextField
                label={t({ id: 'settings.scenario.tools.serverTool', defaultMessage: 'Name at the server' })}
                isCode
                value={rule.name}
                onChange={(name) => set({ ...rule, name })}
              />
              <Choice
                label={t({ id: 'settings.scenario.approval.ask', defaultMessage: 'Ask the visitor' })}
                options={[
                  {
                    id: 'server',
                    label: t({ id: 'settings.scenario.approval.asServer', defaultMessage: 'as the server says' }),
                  },
                  { id: 'always', label: t({ id: 'settings.scenario.approval.always', defaultMessage: 'always' }) },
                  { id: 'never', label: t({ id: 'settings.scenario.approval.never', defaultMessage: 'never' }) },
                ]}
                value={askOf(rule.approval)}
                onChange={(ask) => set({ ...rule, approval: ask === 'server' ? undefined : ask === 'always' })}
              />
              {(rule.approval === true || isObject(rule.approval)) && (
                <Folded
                  summary={t({ id: 'settings.scenario.approval.texts', defaultMessage: 'Texts of the question' })}
                  isOpen={hasApprovalTexts(rule.approval)}
                >
                  <ApprovalFields
                    value={rule.approval}
                    languages={languages}
                    onChange={(approval) => set({ ...rule, approval })}
                  />
                </Folded>
              )}
              <Folded
                summary={t({ id: 'settings.scenario.tools.texts', defaultMessage: 'Texts for the visitor' })}
                isOpen={Object.keys(rule.shown).length > 0}
              >
                <ShownFields json={rule.shown} languages={languages} onChange={(shown) => set({ ...rule, shown })} />
              </Folded>
            </>
          )}
        </ItemList>
      </ItemGroup>
    </>
  );
}
