import { useIntl } from 'react-intl';
import { Switch, TextField } from '../../ui/index.ts';
import type { CannedAnswer } from '../store/desk-state.types.ts';

/** The form of a canned answer. */
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

/** The first invalid field. */
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
  const { formatMessage: t } = useIntl();
  const isMisspelt = form.shortcut !== '' && !SHORTCUT.test(form.shortcut);
  return (
    <>
      <TextField
        label={t({ id: 'desk.canned.shortcut', defaultMessage: 'Shortcut' })}
        {...(isMisspelt
          ? {
              error: t({
                id: 'desk.canned.shortcutHint',
                defaultMessage: 'Letters, digits, - and _; typed after a slash.',
              }),
            }
          : {
              description: t({
                id: 'desk.canned.shortcutHint',
                defaultMessage: 'Letters, digits, - and _; typed after a slash.',
              }),
            })}
        isRequired
        autoFocus
        maxLength={32}
        value={form.shortcut}
        onChange={(shortcut) => onChange({ ...form, shortcut })}
      />
      <TextField
        label={t({ id: 'desk.canned.name', defaultMessage: 'Title' })}
        isRequired
        maxLength={120}
        value={form.title}
        onChange={(title) => onChange({ ...form, title })}
      />
      <TextField
        label={t({ id: 'desk.canned.text', defaultMessage: 'Text' })}
        description={t({
          id: 'desk.canned.textHint',
          defaultMessage: "'{{name}}' and other parameters of the visitor are filled in.",
        })}
        isRequired
        rows={5}
        maxLength={4000}
        value={form.text}
        onChange={(text) => onChange({ ...form, text })}
      />
      <Switch isSelected={form.shared} onChange={(shared) => onChange({ ...form, shared })}>
        {t({ id: 'desk.canned.shared', defaultMessage: 'For everybody' })}
      </Switch>
    </>
  );
}
