import type { BotDetail, EndpointResponse } from '@connective-chat/contracts/admin';
import { useRef, useState } from 'react';
import { BRANCH_NAMES } from '../../shell/errors/branch-names.ts';
import { useNamesOf } from '../../shell/locale/use-names-of.ts';
import { useLeaveGuard } from '../leave-guard.tsx';
import { AddNodeDialog } from './add-node-dialog.tsx';
import { DeleteNodeDialog } from './delete-node-dialog.tsx';
import { edgesOf } from './edges-of.ts';
import { GraphView } from './graph-view.tsx';
import { Inspector } from './inspector.tsx';
import { ListView } from './list-view.tsx';
import { nodeOfProblem } from './node-of-problem.ts';
import { ProblemList } from './problem-list.tsx';
import { aliasesOf, isObject, nodesOf, withNode, withoutNode } from './scenario-json.ts';
import { ScenarioToolbar } from './scenario-toolbar.tsx';
import { sortNodes } from './sort-nodes.ts';
import { TestChat } from './test-chat.tsx';
import { useProblemLine } from './use-problem-line.ts';
import { useScenarioDraft } from './use-scenario-draft.ts';
import { type View, ViewPane } from './view-pane.tsx';
import { WholeScenario } from './whole-scenario.tsx';

interface ScenarioEditorProps {
  readonly bot: BotDetail;
  readonly first: EndpointResponse<'getScenario'>;
}

/** The scenario as graph or list, beside the selected node and the test chat. */
export function ScenarioEditor({ bot, first }: ScenarioEditorProps) {
  const draft = useScenarioDraft(bot.id, first);
  const problemLine = useProblemLine();
  const branchName = useNamesOf(BRANCH_NAMES);
  const [view, setView] = useState<View>(() => (window.innerWidth < 860 ? 'list' : 'graph'));
  const [selected, setSelected] = useState<string | null>(null);
  const [showsWhole, setShowsWhole] = useState(false);
  const [isTesting, setTesting] = useState(false);
  const [asked, setAsked] = useState<'add' | 'delete' | null>(null);
  const [added, setAdded] = useState<string | null>(null);
  useLeaveGuard(draft.isDirty, `/settings/bots/${encodeURIComponent(bot.id)}/scenario`);
  const viewRef = useRef<HTMLDivElement>(null);
  const [language = 'en'] = bot.settings.languages;
  const unordered = nodesOf(draft.scenario);
  const ids = unordered.map(({ id }) => id);
  const known = new Set(ids);
  const edges = unordered.flatMap((node) => edgesOf(node, known, language, (key) => branchName(key) ?? key));
  const nodes = sortNodes(unordered, edges);
  const messages = new Map<string, string[]>();
  for (const problem of draft.problems) {
    const id = nodeOfProblem(problem, ids) ?? '';
    messages.set(id, [...(messages.get(id) ?? []), problemLine(problem, id)]);
  }
  const node = showsWhole ? undefined : nodes.find(({ id }) => id === selected);
  const whole = isObject(draft.scenario) ? draft.scenario : {};
  const fallback = typeof whole.fallback === 'string' ? whole.fallback : null;
  const select = (id: string | null) => {
    setShowsWhole(false);
    setSelected(id);
  };
  const shown = { nodes, edges, problems: messages, language, selected, fallback, onSelect: select };
  return (
    <div className="scenario">
      <ScenarioToolbar bot={bot} draft={draft} isTesting={isTesting} onTest={() => setTesting(!isTesting)} />
      <div className="scenario-panes" data-side={node !== undefined || showsWhole} data-test={isTesting}>
        <ViewPane
          ref={viewRef}
          view={view}
          onView={setView}
          onAdd={() => setAsked('add')}
          onWhole={() => setShowsWhole(true)}
          problems={
            <ProblemList
              problems={draft.problems}
              nodeOf={(problem) => nodeOfProblem(problem, ids)}
              onSelect={select}
              onWhole={() => setShowsWhole(true)}
            />
          }
        >
          {view === 'graph' ? <GraphView {...shown} /> : <ListView {...shown} />}
        </ViewPane>
        {showsWhole && (
          <WholeScenario
            scenario={whole}
            problems={messages.get('') ?? []}
            languages={bot.settings.languages}
            ids={ids}
            onChange={draft.edit}
            onClose={() => setShowsWhole(false)}
          />
        )}
        {node && (
          <Inspector
            key={node.id}
            node={node}
            problems={messages.get(node.id) ?? []}
            languages={bot.settings.languages}
            ids={ids}
            aliases={aliasesOf(nodes)}
            onChange={(json) => draft.edit(withNode(draft.scenario, node.id, json))}
            onDelete={node.type === 'start' ? null : () => setAsked('delete')}
            takesFocus={node.id === added}
            onClose={() => setSelected(null)}
          />
        )}
        {isTesting && <TestChat bot={bot} draft={draft} onClose={() => setTesting(false)} />}
      </div>
      {asked === 'add' && (
        <AddNodeDialog
          nodes={nodes}
          onAdd={(id, json) => {
            draft.edit(withNode(draft.scenario, id, json));
            setAsked(null);
            setAdded(id);
            select(id);
          }}
          onClose={() => setAsked(null)}
        />
      )}
      {asked === 'delete' && node && (
        <DeleteNodeDialog
          id={node.id}
          isFallback={node.id === fallback}
          from={[...new Set(edges.filter(({ from, to }) => to === node.id && from !== to).map(({ from }) => from))]}
          onDelete={() => {
            draft.edit(withoutNode(draft.scenario, node.id));
            setAsked(null);
            setSelected(null);
            viewRef.current?.focus();
          }}
          onClose={() => setAsked(null)}
        />
      )}
    </div>
  );
}
