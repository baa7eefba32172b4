import { Button } from 'react-aria-components';
import { useIntl } from 'react-intl';
import { Badge } from '../../ui/index.ts';
import { NodeIcon } from './node-icon.tsx';
import { nodeSummary } from './node-summary.ts';
import type { ScenarioViewProps } from './scenario-view.types.ts';
import { useTypeName } from './use-type-name.ts';

/** The scenario as a list: every node with its summary and its edges. */
export function ListView({ nodes, edges, problems, language, selected, fallback, onSelect }: ScenarioViewProps) {
  const { formatMessage: t } = useIntl();
  const typeName = useTypeName();
  return (
    <ul className="rows node-list">
      {nodes.map((node) => {
        const wrong = problems.get(node.id)?.length ?? 0;
        const targets = [...new Set(edges.filter(({ from }) => from === node.id).map(({ to }) => to))];
        return (
          <li key={node.id}>
            <Button
              className="row"
              onPress={() => onSelect(node.id)}
              {...(node.id === selected && { 'aria-current': 'true' as const })}
            >
              <NodeIcon type={node.type} />
              <span className="row-text">
                <strong>{node.id}</strong>
                <span className="row-meta" dir="auto">
                  {nodeSummary(node, language) || typeName(node.type)}
                </span>
                {targets.length > 0 && (
                  <span className="row-meta">
                    {t({ id: 'settings.scenario.leads', defaultMessage: 'Leads to' })}: {targets.join(', ')}
                  </span>
                )}
              </span>
              <span className="row-end">
                {wrong > 0 && (
                  <Badge tone="error">
                    {t(
                      {
                        id: 'settings.scenario.invalid',
                        defaultMessage: '{count, plural, one {# problem} other {# problems}}',
                      },
                      { count: wrong },
                    )}
                  </Badge>
                )}
                {node.id === fallback && (
                  <Badge tone="accent">{t({ id: 'settings.scenario.isFallback', defaultMessage: 'Fallback' })}</Badge>
                )}
                <Badge>{typeName(node.type)}</Badge>
              </span>
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
