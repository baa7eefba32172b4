import { Plus, SlidersHorizontal } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { useIntl } from 'react-intl';
import { Button, Choice } from '../../ui/index.ts';

export type View = 'graph' | 'list';

interface ViewPaneProps {
  readonly view: View;
  readonly onView: (view: View) => void;
  readonly onAdd: () => void;
  /** Opens the settings of the whole scenario. */
  readonly onWhole: () => void;
  readonly ref: Ref<HTMLDivElement>;
  /** Shown above the nodes. */
  readonly problems: ReactNode;
  /** The nodes as graph or list. */
  readonly children: ReactNode;
}

/** The nodes, with the choice of the view and a button to add one. */
export function ViewPane({ view, onView, onAdd, onWhole, ref, problems, children }: ViewPaneProps) {
  const { formatMessage: t } = useIntl();
  return (
    <div className="scenario-view">
      <header className="pane-head">
        <Choice
          label={t({ id: 'settings.scenario.views.label', defaultMessage: 'View of the scenario' })}
          hidesLabel
          options={[
            { id: 'graph', label: t({ id: 'settings.scenario.views.graph', defaultMessage: 'Graph' }) },
            { id: 'list', label: t({ id: 'settings.scenario.views.list', defaultMessage: 'List' }) },
          ]}
          value={view}
          onChange={onView}
        />
        <div className="pane-head-end">
          <Button size="small" variant="ghost" icon={<SlidersHorizontal size={16} aria-hidden />} onPress={onWhole}>
            {t({ id: 'settings.scenario.wholeTitle', defaultMessage: 'Whole scenario' })}
          </Button>
          <Button size="small" icon={<Plus size={16} aria-hidden />} onPress={onAdd}>
            {t({ id: 'settings.scenario.addNode', defaultMessage: 'Add node' })}
          </Button>
        </div>
      </header>
      <div className="scenario-nodes" ref={ref} tabIndex={-1}>
        {children}
      </div>
      {problems}
    </div>
  );
}
