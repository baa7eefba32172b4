import { useState } from 'react';
import { useIntl } from 'react-intl';
import { TextField } from '../../ui/index.ts';
import type { InspectorProps } from './inspector.types.ts';
import { isObject } from './scenario-json.ts';

/** The JSON of a node. Valid JSON is applied even if it violates the schema: the list of problems reports it. */
export function NodeJson({ node, onChange }: InspectorProps) {
  const { formatMessage: t } = useIntl();
  const [text, setText] = useState(() => JSON.stringify(node.json, null, 2));
  const [isWrong, setWrong] = useState(false);
  return (
    <TextField
      label={t({ id: 'settings.scenario.json', defaultMessage: 'JSON' })}
      description={t({
        id: 'settings.scenario.jsonHint',
        defaultMessage: 'Everything the node holds. It is taken over as you type.',
      })}
      isCode
      rows={18}
      value={text}
      error={isWrong ? t({ id: 'settings.scenario.jsonWrong', defaultMessage: 'This is not JSON yet.' }) : undefined}
      onChange={(next) => {
        setText(next);
        try {
          const json: unknown = JSON.parse(next);
          setWrong(!isObject(json));
          if (isObject(json)) onChange(json);
        } catch {
          setWrong(true);
        }
      }}
    />
  );
}
