import { useState } from 'react';
import { TextField } from '../../../ui/index.ts';
import { type Json, listOf, textOf } from '../scenario-json.ts';

interface CommaListFieldProps {
  readonly label: string;
  readonly description?: string;
  readonly value: Json | undefined;
  readonly isCode?: boolean;
  readonly onChange: (words: readonly string[] | undefined) => void;
}

const split = (text: string) =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);

/** A field for a list of texts separated by commas. */
export function CommaListField({ label, description, value, isCode = false, onChange }: CommaListFieldProps) {
  const written = listOf(value).map(textOf).join(', ');
  // Keeps an unfinished entry such as `one, ` while it is typed.
  const [typed, setTyped] = useState(written);
  return (
    <TextField
      label={label}
      {...(description && { description })}
      isCode={isCode}
      value={split(typed).join(', ') === written ? typed : written}
      onChange={(text) => {
        setTyped(text);
        const words = split(text);
        onChange(words.length > 0 ? words : undefined);
      }}
    />
  );
}
