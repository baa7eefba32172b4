import { useIntl } from 'react-intl';
import { NumberField, TextField } from '../../../ui/index.ts';
import { type Json, type JsonObject, numberOf, textOf, withKey } from '../scenario-json.ts';
import { LocalizedField } from './localized-field.tsx';

interface FileFieldsProps {
  readonly file: JsonObject;
  readonly languages: readonly string[];
  readonly onChange: (file: JsonObject) => void;
}

/** The fields of a file to download. */
export function FileFields({ file, languages, onChange }: FileFieldsProps) {
  const { formatMessage: t } = useIntl();
  const set = (key: string, value: Json | undefined) => onChange(withKey(file, key, value));
  return (
    <>
      <TextField
        label={t({ id: 'settings.scenario.fields.url', defaultMessage: 'Address' })}
        isCode
        placeholder="https://"
        value={textOf(file.url)}
        onChange={(url) => set('url', url)}
      />
      <LocalizedField
        label={t({ id: 'settings.scenario.fields.fileName', defaultMessage: 'Name of the file' })}
        isLine
        value={file.name ?? ''}
        languages={languages}
        onChange={(name) => set('name', name)}
      />
      <NumberField
        label={t({ id: 'settings.scenario.fields.size', defaultMessage: 'Size, bytes' })}
        minValue={0}
        value={numberOf(file.size)}
        onChange={(size) => set('size', Number.isNaN(size) ? 0 : size)}
      />
      <TextField
        label={t({ id: 'settings.scenario.fields.mime', defaultMessage: 'MIME type' })}
        isCode
        placeholder="application/octet-stream"
        value={textOf(file.mime)}
        onChange={(mime) => set('mime', mime || undefined)}
      />
    </>
  );
}
