import { defineMessages, useIntl } from 'react-intl';
import { useNavigate } from 'react-router';
import { useNamesOf } from '../../shell/locale/use-names-of.ts';
import { Select, TextField } from '../../ui/index.ts';
import type { LookPanelProps } from '../look-panel.types.ts';

const TEXT_NAMES = defineMessages({
  title: { id: 'demo.text.title', defaultMessage: 'Title' },
  subtitleBot: { id: 'demo.text.subtitleBot', defaultMessage: 'Subtitle' },
  emptyTitle: { id: 'demo.text.emptyTitle', defaultMessage: 'Heading of an empty chat' },
  emptyText: { id: 'demo.text.emptyText', defaultMessage: 'Text of an empty chat' },
  placeholder: { id: 'demo.text.placeholder', defaultMessage: 'In the empty input' },
  openChat: { id: 'demo.text.openChat', defaultMessage: 'Name of the button' },
  chooseChannel: { id: 'demo.text.chooseChannel', defaultMessage: 'Choice of messengers' },
});

const NAMES: Record<string, string> = { en: 'English', uk: 'Українська', ru: 'Русский' };
const TEXTS = ['title', 'subtitleBot', 'emptyTitle', 'emptyText', 'placeholder', 'openChat', 'chooseChannel'];

/** Replacements for the widget's own texts, in the language of the URL. */
export function TextsPart({ state, locale }: LookPanelProps) {
  const { formatMessage: t } = useIntl();
  const textName = useNamesOf(TEXT_NAMES);
  const navigate = useNavigate();
  const all = state.look.texts ?? {};
  const own = all[locale] ?? {};
  const set = (name: string, text: string) => {
    const { [name]: _, ...rest } = own;
    const next = { ...all, [locale]: text ? { ...own, [name]: text } : rest };
    const kept = Object.fromEntries(Object.entries(next).filter(([, texts]) => Object.keys(texts).length > 0));
    state.change({ texts: Object.keys(kept).length > 0 ? kept : undefined });
  };
  const languages = [...new Set([...Object.keys(NAMES), locale])];
  return (
    <div className="look-fields">
      <Select
        label={t({ id: 'demo.language', defaultMessage: 'Language of the widget' })}
        description={t({ id: 'demo.textsHint', defaultMessage: 'Empty: the widget’s own text in this language.' })}
        options={languages.map((id) => ({ id, label: NAMES[id] ?? id }))}
        value={locale}
        onChange={(next) => navigate(`/widget/${next}/${location.search}`)}
      />
      {TEXTS.map((name) => {
        const text = own[name];
        return (
          <TextField
            key={name}
            label={textName(name) ?? name}
            value={typeof text === 'string' ? text : ''}
            onChange={(next) => set(name, next)}
            maxLength={500}
          />
        );
      })}
    </div>
  );
}
