import { X } from 'lucide-react';
import { useIntl } from 'react-intl';
import { IconButton } from '../../ui/index.ts';
import { EdgeField } from './forms/edge-field.tsx';
import { LocalizedField } from './forms/localized-field.tsx';
import { NodeProblems } from './node-problems.tsx';
import { type JsonObject, textOf, withKey } from './scenario-json.ts';

interface WholeScenarioProps {
  readonly scenario: JsonObject;
  readonly problems: readonly string[];
  readonly languages: readonly string[];
  readonly ids: readonly string[];
  readonly onChange: (scenario: JsonObject) => void;
  readonly onClose: () => void;
}

/** The settings of the whole scenario: its fallback, and the text that is sent when a node fails. */
export function WholeScenario({ scenario, problems, languages, ids, onChange, onClose }: WholeScenarioProps) {
  const { formatMessage: t } = useIntl();
  const title = t({ id: 'settings.scenario.wholeTitle', defaultMessage: 'Whole scenario' });
  return (
    <section className="inspector" aria-label={title}>
      <header className="pane-head">
        <div className="inspector-name">
          <h2>{title}</h2>
        </div>
        <div className="pane-head-end">
          <IconButton
            label={t({ id: 'settings.scenario.closeWhole', defaultMessage: 'Close' })}
            icon={<X size={16} aria-hidden />}
            onPress={onClose}
          />
        </div>
      </header>
      <div className="pane-body">
        <div className="node-form">
          <EdgeField
            label={t({ id: 'settings.scenario.fallback', defaultMessage: 'Fallback node' })}
            value={textOf(scenario.fallback) || null}
            ids={ids}
            onChange={(id) => onChange(withKey(scenario, 'fallback', id ?? undefined))}
          />
          <p className="ui-description">
            {t({
              id: 'settings.scenario.fallbackHint',
              defaultMessage:
                'Where a text goes that no node waits for: after the end, or instead of a button. Without one the scenario starts anew.',
            })}
          </p>
          <LocalizedField
            label={t({ id: 'settings.scenario.errorText', defaultMessage: 'Said when a node fails' })}
            value={scenario.errorText ?? ''}
            languages={languages}
            onChange={(text) => onChange(withKey(scenario, 'errorText', text === '' ? undefined : text))}
          />
        </div>
      </div>
      <NodeProblems problems={problems} />
    </section>
  );
}
