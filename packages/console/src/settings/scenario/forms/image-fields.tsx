import { defineMessages, useIntl } from 'react-intl';
import { NumberField, TextField } from '../../../ui/index.ts';
import { type JsonObject, numberOf, textOf, withKey } from '../scenario-json.ts';
import { LocalizedField } from './localized-field.tsx';

/** With a known size nothing moves when the image loads. */
const SIZE_NAMES = defineMessages({
  width: { id: 'settings.scenario.fields.width', defaultMessage: 'Width, px' },
  height: { id: 'settings.scenario.fields.height', defaultMessage: 'Height, px' },
});

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
      <div className="fields-2">
        {(['width', 'height'] as const).map((key) => (
          <NumberField
            key={key}
            label={t(SIZE_NAMES[key])}
            value={numberOf(image[key])}
            minValue={1}
            maxValue={20_000}
            onChange={(size) => onChange(withKey(image, key, Number.isNaN(size) ? undefined : size))}
          />
        ))}
      </div>
    </>
  );
}
