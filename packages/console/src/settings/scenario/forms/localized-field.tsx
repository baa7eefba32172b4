import { useState } from 'react';
import { useIntl } from 'react-intl';
import { Choice, TextField } from '../../../ui/index.ts';
import { isObject, type Json } from '../scenario-json.ts';

interface LocalizedFieldProps {
  readonly label: string;
  readonly value: Json;
  /** A field of one line, for a name or a label. */
  readonly isLine?: boolean;
  /** The languages of the bot. */
  readonly languages: readonly string[];
  readonly onChange: (value: Json) => void;
}

/** A text for all languages, or one for each: a plain text becomes localized when a second language is filled in. */
export function LocalizedField({ label, value, isLine = false, languages, onChange }: LocalizedFieldProps) {
  const { formatMessage: t } = useIntl();
  const all = isObject(value) ? [...new Set([...languages, ...Object.keys(value)])] : languages;
  const [first = 'en'] = all;
  const [picked, setPicked] = useState(first);
  const language = all.includes(picked) ? picked : first;
  const text = isObject(value) ? value[language] : language === first ? value : '';
  const write = (next: string) => {
    if (!isObject(value) && language === first) onChange(next);
    else {
      const before = isObject(value) ? value : { [first]: value };
      const { [language]: _, ...rest } = before;
      onChange(next === '' ? rest : { ...before, [language]: next });
    }
  };
  return (
    <div className="localized">
      <TextField
        label={
          <>
            {label}
            {all.length > 1 && <span className="ui-hidden">, {language}</span>}
          </>
        }
        {...(!isLine && { rows: 2 })}
        value={typeof text === 'string' ? text : ''}
        onChange={write}
      />
      {all.length > 1 && (
        <Choice
          label={`${label}: ${t({ id: 'settings.scenario.language', defaultMessage: 'Language' })}`}
          hidesLabel
          options={all.map((id) => ({ id, label: id }))}
          value={language}
          onChange={setPicked}
        />
      )}
    </div>
  );
}
