import type { ComponentType } from 'react';
import { useIntl } from 'react-intl';
import { NumberField, Select } from '../../../../ui/index.ts';
import type { InspectorProps } from '../../inspector.types.ts';
import { type JsonObject, listOf, numberOf, objectOf, textOf, withKey } from '../../scenario-json.ts';
import { ItemGroup } from '../item-group.tsx';
import { ItemList } from '../item-list.tsx';
import { ApprovalSwitch } from './approval-switch.tsx';
import { CalledFields } from './called-fields.tsx';
import { Folded } from './folded.tsx';
import { HttpToolFields } from './http-tool-fields.tsx';
import { McpToolFields } from './mcp-tool-fields.tsx';
import { ScenarioToolFields } from './scenario-tool-fields.tsx';
import { ShownFields } from './shown-fields.tsx';
import type { ToolFieldsProps } from './tool-fields.types.ts';

/** The fields that only one kind of tool has. */
const PARTS: Record<string, ComponentType<ToolFieldsProps>> = {
  http: HttpToolFields,
  scenario: ScenarioToolFields,
  mcp: McpToolFields,
};

/** The initial JSON of a tool, by kind. */
const FIRST: Record<string, JsonObject> = {
  articles: { kind: 'articles' },
  http: { kind: 'http', name: '', description: '', url: '' },
  scenario: { kind: 'scenario', name: '', description: '', alias: '' },
  mcp: { kind: 'mcp', server: '' },
};
/** What is kept when the kind of a tool is changed. */
const COMMON = ['name', 'description', 'input', 'title', 'texts', 'approval'];
const ALLOWED: Record<string, readonly string[]> = {
  articles: ['name', 'description', 'title', 'texts'],
  http: COMMON,
  scenario: COMMON,
  mcp: [],
};

function toKind(tool: JsonObject, kind: string): JsonObject {
  const kept = Object.entries(tool).filter(([key, value]) => ALLOWED[kind]?.includes(key) && value !== '');
  return { ...FIRST[kind], ...Object.fromEntries(kept) };
}

const hasTexts = ({ title, texts }: JsonObject): boolean => title !== undefined || texts !== undefined;

/** The tools that an agent may call, and the limits of its turn with them. */
export function ToolList({ node, languages, aliases, onChange }: InspectorProps) {
  const { formatMessage: t } = useIntl();
  const { json } = node;
  const tools = listOf(json.tools).map(objectOf);
  const limits = objectOf(json.limits);
  const setLimit = (key: string, value: number) => {
    const next = withKey(limits, key, Number.isNaN(value) ? undefined : value);
    onChange(withKey(json, 'limits', Object.keys(next).length > 0 ? next : undefined));
  };
  const kinds = [
    {
      id: 'articles',
      label: t({ id: 'settings.scenario.tools.articles', defaultMessage: 'Help articles' }),
      hint: t({ id: 'settings.scenario.tools.articlesHint', defaultMessage: 'Searches the articles of this bot' }),
    },
    {
      id: 'http',
      label: t({ id: 'settings.scenario.tools.http', defaultMessage: 'HTTP request' }),
      hint: t({ id: 'settings.scenario.tools.httpHint', defaultMessage: 'Asks a service, or changes something there' }),
    },
    {
      id: 'scenario',
      label: t({ id: 'settings.scenario.tools.scenario', defaultMessage: 'Part of the scenario' }),
      hint: t({ id: 'settings.scenario.tools.scenarioHint', defaultMessage: 'Continues at an entry point' }),
    },
    {
      id: 'mcp',
      label: t({ id: 'settings.scenario.tools.mcp', defaultMessage: 'MCP server' }),
      hint: t({ id: 'settings.scenario.tools.mcpHint', defaultMessage: 'Several tools of a server' }),
    },
  ];
  return (
    <ItemGroup
      legend={t({ id: 'settings.scenario.tools.legend', defaultMessage: 'Tools of the agent' })}
      description={t({
        id: 'settings.scenario.tools.hint',
        defaultMessage: 'The agent decides when to call them. Each call is shown to the visitor as a stage.',
      })}
    >
      <ItemList<JsonObject>
        items={tools}
        nameOf={(number) => t({ id: 'settings.scenario.tools.one', defaultMessage: 'Tool {number}' }, { number })}
        addLabel={t({ id: 'settings.scenario.tools.add', defaultMessage: 'Add a tool' })}
        newItem={() => FIRST.articles ?? {}}
        onChange={(next) => onChange(withKey(json, 'tools', next.length > 0 ? next : undefined))}
      >
        {(tool, write) => {
          const kind = textOf(tool.kind);
          const Part = PARTS[kind];
          const props = { tool, languages, aliases, onChange: write };
          return (
            <>
              <Select
                label={t({ id: 'settings.scenario.tools.kind', defaultMessage: 'Kind of tool' })}
                options={kinds}
                value={kind}
                onChange={(next) => write(toKind(tool, next))}
              />
              {/* Its fields keep what is typed, so those of another kind must be new ones. */}
              <div className="tool-fields" key={kind}>
                {kind !== 'mcp' && <CalledFields {...props} />}
                {Part && <Part {...props} />}
                {(kind === 'http' || kind === 'scenario') && <ApprovalSwitch {...props} />}
                {kind !== 'mcp' && (
                  <Folded
                    summary={t({ id: 'settings.scenario.tools.texts', defaultMessage: 'Texts for the visitor' })}
                    isOpen={hasTexts(tool)}
                  >
                    <ShownFields json={tool} languages={languages} onChange={write} />
                  </Folded>
                )}
              </div>
            </>
          );
        }}
      </ItemList>
      {tools.length > 0 && (
        <div className="fields-2">
          <NumberField
            label={t({ id: 'settings.scenario.tools.calls', defaultMessage: 'Calls in one answer' })}
            placeholder="8"
            minValue={1}
            maxValue={50}
            value={numberOf(limits.calls)}
            onChange={(value) => setLimit('calls', value)}
          />
          <NumberField
            label={t({ id: 'settings.scenario.tools.tokens', defaultMessage: 'Tokens in one answer' })}
            placeholder="100000"
            minValue={1000}
            maxValue={2_000_000}
            step={1000}
            value={numberOf(limits.tokens)}
            onChange={(value) => setLimit('tokens', value)}
          />
        </div>
      )}
    </ItemGroup>
  );
}
