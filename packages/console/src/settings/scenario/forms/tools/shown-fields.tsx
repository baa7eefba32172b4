import { useIntl } from 'react-intl';
import { type Json, type JsonObject, objectOf, withKey } from '../../scenario-json.ts';
import { LocalizedField } from '../localized-field.tsx';

interface ShownFieldsProps {
  /** An object with `title` and `texts`. */
  readonly json: JsonObject;
  readonly languages: readonly string[];
  readonly onChange: (json: JsonObject) => void;
}

/** The texts by which visitors see the calls of a tool. */
export function ShownFields({ json, languages, onChange }: ShownFieldsProps) {
  const { formatMessage: t } = useIntl();
  const texts = objectOf(json.texts);
  const setText = (key: string, text: Json) => {
    const next = withKey(texts, key, text === '' ? undefined : text);
    onChange(withKey(json, 'texts', Object.keys(next).length > 0 ? next : undefined));
  };
  return (
    <>
      <LocalizedField
        label={t({ id: 'settings.scenario.tools.title', defaultMessage: 'What the tool does' })}
        isLine
        value={json.title ?? ''}
        languages={languages}
        onChange={(title) => onChange(withKey(json, 'title', title === '' ? undefined : title))}
      />
      <LocalizedField
        label={t({ id: 'settings.scenario.tools.running', defaultMessage: 'While it runs' })}
        isLine
        value={texts.running ?? ''}
        languages={languages}
        onChange={(text) => setText('running', text)}
      />
      <LocalizedField
        label={t({ id: 'settings.scenario.tools.done', defaultMessage: 'Once it is done' })}
        isLine
        value={texts.done ?? ''}
        languages={languages}
        onChange={(text) => setText('done', text)}
      />
      <LocalizedField
        label={t({ id: 'settings.scenario.tools.failed', defaultMessage: 'If it failed' })}
        isLine
        value={texts.failed ?? ''}
        languages={languages}
        onChange={(text) => setText('failed', text)}
      />
    </>
  );
}
