import { type Problem, problemsOfIssues } from '@connective-chat/contracts/problem';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import type * as z from 'zod/mini';
import { useProblemText } from '../../../../shell/errors/use-problem-text.ts';
import { TextField } from '../../../../ui/index.ts';
import type { Json } from '../../scenario-json.ts';

interface JsonFieldProps {
  readonly label: string;
  readonly description: string;
  readonly value: Json | undefined;
  /** What the value must match; a wrong one is explained, and taken over for the list of problems. */
  readonly schema?: z.ZodMiniType;
  /** Gets undefined for an empty field. Text that is not JSON is not taken over. */
  readonly onChange: (value: Json | undefined) => void;
}

type Read = { readonly json: Json | undefined; readonly problems: readonly Problem[] } | null;

function read(text: string, schema: z.ZodMiniType | undefined): Read {
  if (text.trim() === '') return { json: undefined, problems: [] };
  try {
    const json = JSON.parse(text) as Json;
    return { json, problems: problemsOfIssues(schema?.safeParse(json).error?.issues ?? [], json) };
  } catch {
    return null;
  }
}

/** A field for JSON, which keeps the text while it is typed and says what is wrong with it. */
export function JsonField({ label, description, value, schema, onChange }: JsonFieldProps) {
  const { formatMessage: t } = useIntl();
  const problemText = useProblemText();
  const [text, setText] = useState(() => (value === undefined ? '' : JSON.stringify(value, null, 2)));
  const now = read(text, schema);
  const [problem] = now?.problems ?? [];
  const place = problem?.path ? `${problem.path}: ` : '';
  return (
    <TextField
      label={label}
      description={description}
      isCode
      rows={Math.min(14, Math.max(4, text.split('\n').length))}
      value={text}
      error={
        now === null
          ? t({ id: 'settings.scenario.jsonWrong', defaultMessage: 'This is not JSON yet.' })
          : problem && `${place}${problemText(problem)}`
      }
      onChange={(next) => {
        setText(next);
        const parsed = read(next, schema);
        if (parsed) onChange(parsed.json);
      }}
    />
  );
}
