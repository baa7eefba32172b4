import { Plus } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { Button, Choice } from '../../ui/index.ts';
import { useSettingsWords } from '../words/use-settings-words.ts';

export type View = 'graph' | 'list';

interface ViewPaneProps {
  readonly view: View;
  readonly onView: (view: View) => void;
  readonly onAdd: () => void;
  readonly ref: Ref<HTMLDivElement>;
  /** The nodes, in the way that was picked. */
  readonly children: ReactNode;
}

/** Where the nodes are seen, and a new one is added. */
export function ViewPane({ view, onView, onAdd, ref, children }: ViewPaneProps) {
  const words = useSettingsWords().scenario;
  return (
    <div className="scenario-view">
      <header className="pane-head">
        <Choice
          label={words.views.label}
          hidesLabel
          options={[
            { id: 'graph', label: words.views.graph },
            { id: 'list', label: words.views.list },
          ]}
          value={view}
          onChange={onView}
        />
        <div className="pane-head-end">
          <Button size="small" icon={<Plus size={16} aria-hidden />} onPress={onAdd}>
            {words.addNode}
          </Button>
        </div>
      </header>
      <div className="scenario-nodes" ref={ref} tabIndex={-1}>
        {children}
      </div>
    </div>
  );
}
