import { useNavigate } from 'react-router';
import { Select, TextField } from '../../ui/index.ts';
import type { LookPanelProps } from '../look-panel.tsx';
import { useDemoWords } from '../words/use-demo-words.ts';

const NAMES: Record<string, string> = { en: 'English', uk: 'Українська', ru: 'Русский' };
const TEXTS = ['title', 'subtitleBot', 'emptyTitle', 'emptyText', 'placeholder', 'openChat', 'chooseChannel'];

/** Texts in the place of the widget's own, in the language of the address. */
export function TextsPart({ state, locale }: LookPanelProps) {
  const words = useDemoWords();
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
        label={words.language}
        description={words.textsHint}
        options={languages.map((id) => ({ id, label: NAMES[id] ?? id }))}
        value={locale}
        onChange={(next) => navigate(`/widget/${next}/${location.search}`)}
      />
      {TEXTS.map((name) => {
        const text = own[name];
        return (
          <TextField
            key={name}
            label={words.text[name] ?? name}
            value={typeof text === 'string' ? text : ''}
            onChange={(next) => set(name, next)}
            maxLength={500}
          />
        );
      })}
    </div>
  );
}
