import { Switch, TextField } from '../../ui/index.ts';
import type { CannedAnswer } from '../store/desk-state.types.ts';
import { useWords } from '../words/use-words.ts';

/** A kept answer while it is written. */
export interface CannedForm {
  readonly shortcut: string;
  readonly title: string;
  readonly text: string;
  readonly shared: boolean;
}

const SHORTCUT = /^[\p{L}\p{N}_-]{1,32}$/u;

export const formOf = (answer: CannedAnswer | null): CannedForm => ({
  shortcut: answer?.shortcut ?? '',
  title: answer?.title ?? '',
  text: answer?.text ?? '',
  shared: answer ? answer.ownerId === null : true,
});

/** The first field that cannot be saved as it is. */
export function problemOf({ shortcut, title, text }: CannedForm): keyof CannedForm | null {
  if (!SHORTCUT.test(shortcut)) return 'shortcut';
  if (title.trim() === '') return 'title';
  return text.trim() === '' ? 'text' : null;
}

interface CannedFieldsProps {
  readonly form: CannedForm;
  readonly onChange: (form: CannedForm) => void;
}

export function CannedFields({ form, onChange }: CannedFieldsProps) {
  const { canned: words } = useWords();
  const isMisspelt = form.shortcut !== '' && !SHORTCUT.test(form.shortcut);
  return (
    <>
      <TextField
        label={words.shortcut}
        {...(isMisspelt ? { error: words.shortcutHint } : { description: words.shortcutHint })}
        isRequired
        autoFocus
        maxLength={32}
        value={form.shortcut}
        onChange={(shortcut) => onChange({ ...form, shortcut })}
      />
      <TextField
        label={words.name}
        isRequired
        maxLength={120}
        value={form.title}
        onChange={(title) => onChange({ ...form, title })}
      />
      <TextField
        label={words.text}
        description={words.textHint}
        isRequired
        rows={5}
        maxLength={4000}
        value={form.text}
        onChange={(text) => onChange({ ...form, text })}
      />
      <Switch isSelected={form.shared} onChange={(shared) => onChange({ ...form, shared })}>
        {words.shared}
      </Switch>
    </>
  );
}
