import { Trash2, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useIntl } from 'react-intl';
import { IconButton, Tabs } from '../../ui/index.ts';
import { NodeForm } from './forms/node-form.tsx';
import type { InspectorProps } from './inspector.types.ts';
import { NodeIcon } from './node-icon.tsx';
import { NodeJson } from './node-json.tsx';
import { NodeProblems } from './node-problems.tsx';
import { useTypeName } from './use-type-name.ts';

/** The parameters of the selected node. */
export function Inspector(props: InspectorProps) {
  const { node, problems, takesFocus, onDelete, onClose } = props;
  const { formatMessage: t } = useIntl();
  const typeName = useTypeName();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  return (
    <section
      className="inspector"
      aria-label={`${t({ id: 'settings.scenario.node', defaultMessage: 'Node' })} ${node.id}`}
    >
      <header className="pane-head">
        <NodeIcon type={node.type} />
        <div className="inspector-name">
          <h2 ref={heading} tabIndex={-1}>
            {node.id}
          </h2>
          <span className="row-meta">{typeName(node.type)}</span>
        </div>
        <div className="pane-head-end">
          {onDelete && (
            <IconButton
              label={t({ id: 'settings.scenario.deleteNode', defaultMessage: 'Delete the node' })}
              icon={<Trash2 size={16} aria-hidden />}
              onPress={onDelete}
            />
          )}
          <IconButton
            label={t({ id: 'settings.scenario.close', defaultMessage: 'Close the node' })}
            icon={<X size={16} aria-hidden />}
            onPress={onClose}
          />
        </div>
      </header>
      <div className="pane-body">
        <Tabs
          label={t({ id: 'settings.scenario.parameters', defaultMessage: 'Parameters' })}
          items={[
            {
              id: 'form',
              label: t({ id: 'settings.scenario.parameters', defaultMessage: 'Parameters' }),
              content: <NodeForm {...props} />,
            },
            {
              id: 'json',
              label: t({ id: 'settings.scenario.json', defaultMessage: 'JSON' }),
              content: <NodeJson {...props} />,
            },
          ]}
        />
      </div>
      <NodeProblems problems={problems} />
    </section>
  );
}
