import { useState } from 'react';
import type { EndpointResponse } from '../../../../src/admin/admin-contract.ts';
import type { BotDetail } from '../../../../src/admin/admin-entities.ts';
import { LeaveGuard } from '../bot/leave-guard.tsx';
import { edgesOf } from './edges-of.ts';
import { GraphView } from './graph-view.tsx';
import { inOrder } from './in-order.ts';
import { Inspector } from './inspector.tsx';
import { ListView } from './list-view.tsx';
import { nodeOfProblem } from './node-of-problem.ts';
import { ProblemList } from './problem-list.tsx';
import { nodesOf, withNode } from './scenario-json.ts';
import { ScenarioToolbar } from './scenario-toolbar.tsx';
import { TestChat } from './test-chat.tsx';
import { useScenarioDraft } from './use-scenario-draft.ts';

interface ScenarioEditorProps {
  readonly bot: BotDetail;
  readonly first: EndpointResponse<'getScenario'>;
}

/** Graph or list on one side, the node that was picked and the chat to try it on the other. */
export function ScenarioEditor({ bot, first }: ScenarioEditorProps) {
  const draft = useScenarioDraft(bot.id, first);
  const [view, setView] = useState<'graph' | 'list'>(() => (window.innerWidth < 860 ? 'list' : 'graph'));
  const [selected, setSelected] = useState<string | null>(null);
  const [isTesting, setTesting] = useState(false);
  const [language = 'en'] = bot.settings.languages;
  const unordered = nodesOf(draft.scenario);
  const ids = unordered.map(({ id }) => id);
  const known = new Set(ids);
  const edges = unordered.flatMap((node) => edgesOf(node, known, language));
  const nodes = inOrder(unordered, edges);
  const messages = new Map<string, string[]>();
  for (const problem of draft.problems) {
    const id = nodeOfProblem(problem, ids) ?? '';
    messages.set(id, [...(messages.get(id) ?? []), problem.message]);
  }
  const node = nodes.find(({ id }) => id === selected);
  const shown = { nodes, edges, problems: messages, language, selected, onSelect: setSelected };
  return (
    <div className="scenario">
      <ScenarioToolbar
        bot={bot}
        draft={draft}
        view={view}
        onView={setView}
        isTesting={isTesting}
        onTest={() => setTesting(!isTesting)}
      />
      <ProblemList problems={draft.problems} nodeOf={(problem) => nodeOfProblem(problem, ids)} onSelect={setSelected} />
      <div className="scenario-panes" data-side={node !== undefined} data-test={isTesting}>
        <div className="scenario-view">{view === 'graph' ? <GraphView {...shown} /> : <ListView {...shown} />}</div>
        {node && (
          <Inspector
            key={node.id}
            node={node}
            problems={messages.get(node.id) ?? []}
            languages={bot.settings.languages}
            ids={ids}
            onChange={(json) => draft.edit(withNode(draft.scenario, node.id, json))}
            onClose={() => setSelected(null)}
          />
        )}
        {isTesting && <TestChat bot={bot} draft={draft} onClose={() => setTesting(false)} />}
      </div>
      <LeaveGuard isDirty={draft.isDirty} within={`/settings/bots/${encodeURIComponent(bot.id)}/scenario`} />
    </div>
  );
}
