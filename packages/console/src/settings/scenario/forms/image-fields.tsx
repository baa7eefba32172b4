import { useIntl } from 'react-intl';
import { TextField } from '../../../ui/index.ts';
import { type JsonObject, textOf, withKey } from '../scenario-json.ts';
import { LocalizedField } from './localized-field.tsx';

interface ImageFieldsProps {
  readonly image: JsonObject;
  readonly languages: readonly string[];
  readonly onChange: (image: JsonObject) => void;
}

/** The fields for the address and the text alternative of a picture. */
export function ImageFields({ image, languages, onChange }: ImageFieldsProps) {
  const { formatMessage: t } = useIntl();
  return (
    <>
      <TextField
        label={t({ id: 'settings.scenario.fields.image', defaultMessage: 'Address of the picture' })}
        isCode
        placeholder="https://"
        value={textOf(image.url)}
        onChange={(url) => onChange(withKey(image, 'url', url))}
      />
      <LocalizedField
        label={t({ id: 'settings.scenario.fields.alt', defaultMessage: 'What the picture shows' })}
        isLine
        value={image.alt ?? ''}
        languages={languages}
        onChange={(alt) => onChange(withKey(image, 'alt', alt === '' ? undefined : alt))}
      />
    </>
  );
}
