import { defineMessages, useIntl } from 'react-intl';
import { Select, Switch } from '../../../ui/index.ts';
import type { InspectorProps } from '../inspector.types.ts';
import { type Json, listOf, objectOf, withKey } from '../scenario-json.ts';
import { ButtonFields } from './button-fields.tsx';
import { CardFields } from './card-fields.tsx';
import { FileFields } from './file-fields.tsx';
import { FormatField } from './format-field.tsx';
import { ImageFields } from './image-fields.tsx';
import { LocalizedField } from './localized-field.tsx';
import { RatingFields } from './rating-fields.tsx';

const CONTENT_NAMES = defineMessages({
  text: { id: 'settings.scenario.contents.text', defaultMessage: 'Text' },
  image: { id: 'settings.scenario.contents.image', defaultMessage: 'Picture' },
  file: { id: 'settings.scenario.contents.file', defaultMessage: 'File' },
  cards: { id: 'settings.scenario.contents.cards', defaultMessage: 'Cards' },
  rating: { id: 'settings.scenario.contents.rating', defaultMessage: 'Rating' },
});

const CONTENTS = ['text', 'image', 'file', 'cards', 'rating'] as const;
type Content = (typeof CONTENTS)[number];

const EMPTY: Record<Content, Json> = {
  text: '',
  image: { url: '' },
  file: { url: '', name: '', size: 0 },
  cards: [{ title: '' }],
  rating: { prompt: '' },
};

/** The content of a message: exactly one of text, picture, file, cards and rating. */
export function MessageFields(props: InspectorProps) {
  const { node, languages, ids, onChange } = props;
  const { formatMessage: t } = useIntl();
  const { json } = node;
  const content = CONTENTS.find((key) => json[key] !== undefined) ?? 'text';
  const set = (value: Json) => onChange(withKey(json, content, value));
  const become = (next: Content) => {
    const { text: _, image: __, file: ___, cards: ____, rating: _____, ...rest } = json;
    // Only a text may have buttons below it.
    const { buttons: ______, keyboard: _______, ...bare } = rest;
    onChange({ ...(next === 'text' ? rest : bare), [next]: EMPTY[next] });
  };
  return (
    <>
      <Select
        label={t({ id: 'settings.scenario.content', defaultMessage: 'What it says' })}
        options={CONTENTS.map((id) => ({ id, label: t(CONTENT_NAMES[id]) }))}
        value={content}
        onChange={become}
      />
      {content === 'text' && (
        <>
          <LocalizedField
            label={t({ id: 'settings.scenario.fields.text', defaultMessage: 'Text' })}
            value={json.text ?? ''}
            languages={languages}
            onChange={(text) => set(text)}
          />
          <FormatField value={json.format} onChange={(format) => onChange(withKey(json, 'format', format))} />
          <ButtonFields {...props} kind="buttons" />
          <ButtonFields {...props} kind="keyboard" />
        </>
      )}
      {content === 'image' && <ImageFields image={objectOf(json.image)} languages={languages} onChange={set} />}
      {content === 'file' && <FileFields file={objectOf(json.file)} languages={languages} onChange={set} />}
      {content === 'cards' && (
        <CardFields cards={listOf(json.cards).map(objectOf)} languages={languages} ids={ids} onChange={set} />
      )}
      {(content === 'cards' || json.buttons !== undefined || json.keyboard !== undefined) && (
        <Switch
          isSelected={json.repeatable === true}
          onChange={(isOn) => onChange(withKey(json, 'repeatable', isOn || undefined))}
        >
          {t({ id: 'settings.scenario.repeatable', defaultMessage: 'Its buttons may be pressed more than once' })}
        </Switch>
      )}
      {content === 'rating' && <RatingFields rating={objectOf(json.rating)} languages={languages} onChange={set} />}
    </>
  );
}
