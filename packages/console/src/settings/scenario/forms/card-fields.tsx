import { useIntl } from 'react-intl';
import { type Json, type JsonObject, listOf, objectOf, textOf, withKey } from '../scenario-json.ts';
import { ButtonForm, NEW_BUTTON } from './button-form.tsx';
import { ImageFields } from './image-fields.tsx';
import { ItemList } from './item-list.tsx';
import { LocalizedField } from './localized-field.tsx';

interface CardFieldsProps {
  readonly cards: readonly JsonObject[];
  readonly languages: readonly string[];
  readonly ids: readonly string[];
  readonly onChange: (cards: readonly JsonObject[]) => void;
}

/** The fields of cards: each with a title, a text, a picture and buttons. */
export function CardFields({ cards, languages, ids, onChange }: CardFieldsProps) {
  const { formatMessage: t } = useIntl();
  return (
    <ItemList<JsonObject>
      items={cards}
      nameOf={(number) => t({ id: 'settings.scenario.cards.one', defaultMessage: 'Card {number}' }, { number })}
      addLabel={t({ id: 'settings.scenario.cards.add', defaultMessage: 'Add a card' })}
      newItem={() => ({ title: '' })}
      onChange={onChange}
    >
      {(card, write) => {
        const set = (key: string, value: Json | undefined) => write(withKey(card, key, value));
        return (
          <>
            <LocalizedField
              label={t({ id: 'settings.scenario.fields.title', defaultMessage: 'Title' })}
              isLine
              value={card.title ?? ''}
              languages={languages}
              onChange={(title) => set('title', title)}
            />
            <LocalizedField
              label={t({ id: 'settings.scenario.fields.text', defaultMessage: 'Text' })}
              value={card.text ?? ''}
              languages={languages}
              onChange={(text) => set('text', text === '' ? undefined : text)}
            />
            <ImageFields
              image={objectOf(card.image)}
              languages={languages}
              onChange={(image) => set('image', textOf(image.url) || image.alt ? image : undefined)}
            />
            <ItemList<JsonObject>
              items={listOf(card.buttons).map(objectOf)}
              nameOf={(number) =>
                t({ id: 'settings.scenario.buttons.one', defaultMessage: 'Button {number}' }, { number })
              }
              addLabel={t({ id: 'settings.scenario.buttons.add', defaultMessage: 'Add a button' })}
              newItem={() => NEW_BUTTON}
              onChange={(buttons) => set('buttons', buttons.length > 0 ? buttons : undefined)}
            >
              {(button, writeButton) => (
                <ButtonForm button={button} languages={languages} ids={ids} onChange={writeButton} />
              )}
            </ItemList>
          </>
        );
      }}
    </ItemList>
  );
}
