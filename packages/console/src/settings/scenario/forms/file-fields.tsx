import { NumberField, TextField } from '../../../ui/index.ts';
import { useSettingsWords } from '../../words/use-settings-words.ts';
import { type Json, type JsonObject, numberOf, textOf, withKey } from '../scenario-json.ts';
import { LocalizedField } from './localized-field.tsx';

interface FileFieldsProps {
  readonly file: JsonObject;
  readonly languages: readonly string[];
  readonly onChange: (file: JsonObject) => void;
}

/** A file to download, as the visitor is told of it. */
export function FileFields({ file, languages, onChange }: FileFieldsProps) {
  const words = useSettingsWords().scenario.fields;
  const set = (key: string, value: Json | undefined) => onChange(withKey(file, key, value));
  return (
    <>
      <TextField
        label={words.url}
        isCode
        placeholder="https://"
        value={textOf(file.url)}
        onChange={(url) => set('url', url)}
      />
      <LocalizedField
        label={words.fileName}
        isLine
        value={file.name ?? ''}
        languages={languages}
        onChange={(name) => set('name', name)}
      />
      <NumberField
        label={words.size}
        minValue={0}
        value={numberOf(file.size)}
        onChange={(size) => set('size', Number.isNaN(size) ? 0 : size)}
      />
      <TextField
        label={words.mime}
        isCode
        placeholder="application/octet-stream"
        value={textOf(file.mime)}
        onChange={(mime) => set('mime', mime || undefined)}
      />
    </>
  );
}
