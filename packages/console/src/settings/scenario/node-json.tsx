import { useState } from 'react';
import { TextField } from '../../ui/index.ts';
import { useSettingsWords } from '../words/use-settings-words.ts';
import type { InspectorProps } from './inspector.tsx';
import { isObject } from './scenario-json.ts';

/** A node as it is written. What is JSON is taken over, whether or not it is right: problems say what is not. */
export function NodeJson({ node, onChange }: InspectorProps) {
  const words = useSettingsWords().scenario;
  const [text, setText] = useState(() => JSON.stringify(node.json, null, 2));
  const [isWrong, setWrong] = useState(false);
  return (
    <TextField
      label={words.json}
      description={words.jsonHint}
      isCode
      rows={18}
      value={text}
      error={isWrong ? words.jsonWrong : undefined}
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
