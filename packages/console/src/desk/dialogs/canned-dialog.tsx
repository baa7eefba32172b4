import { useState } from 'react';
import { useIntl } from 'react-intl';
import { Button, Dialog } from '../../ui/index.ts';
import { useDesk, useDeskState } from '../desk-context.tsx';
import type { CannedAnswer } from '../store/desk-state.types.ts';
import { CannedFields, type CannedForm, formOf, problemOf } from './canned-fields.tsx';

/** Edits canned answers: the shared ones and those of this operator. */
export function CannedDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { formatMessage: t } = useIntl();
  const desk = useDesk();
  const answers = useDeskState(({ canned }) => canned);
  const [edited, setEdited] = useState<CannedAnswer | null>(null);
  const [form, setForm] = useState<CannedForm | null>(null);

  const edit = (answer: CannedAnswer | null) => {
    setEdited(answer);
    setForm(formOf(answer));
  };
  const save = async () => {
    if (!form || problemOf(form)) return;
    const kept = edited && { id: edited.id, botId: edited.botId, language: edited.language };
    const { ok } = await desk.saveCanned({ ...kept, ...form, title: form.title.trim(), text: form.text.trim() });
    if (ok) setForm(null);
  };
  const remove = async ({ id }: CannedAnswer) => {
    const { ok } = await desk.deleteCanned(id);
    if (ok) setForm(null);
  };

  return (
    <Dialog
      title={t({ id: 'desk.canned.title', defaultMessage: 'Kept answers' })}
      isOpen={isOpen}
      onClose={() => {
        setForm(null);
        onClose();
      }}
      actions={
        form ? (
          <>
            {edited && (
              <Button variant="ghost" onPress={() => void remove(edited)}>
                {t({ id: 'desk.canned.remove', defaultMessage: 'Delete' })}
              </Button>
            )}
            <Button onPress={() => setForm(null)}>{t({ id: 'desk.cancel', defaultMessage: 'Cancel' })}</Button>
            <Button variant="primary" isDisabled={problemOf(form) !== null} onPress={() => void save()}>
              {t({ id: 'desk.canned.save', defaultMessage: 'Save' })}
            </Button>
          </>
        ) : (
          <>
            <Button onPress={() => edit(null)}>{t({ id: 'desk.canned.new', defaultMessage: 'New answer' })}</Button>
            <Button variant="primary" onPress={onClose}>
              {t({ id: 'desk.canned.done', defaultMessage: 'Done' })}
            </Button>
          </>
        )
      }
    >
      {form ? (
        <CannedFields form={form} onChange={setForm} />
      ) : (
        <>
          {answers.length === 0 && <p>{t({ id: 'desk.canned.none', defaultMessage: 'There are none yet.' })}</p>}
          <ul className="desk-options">
            {answers.map((answer) => (
              <li key={answer.id}>
                <button type="button" className="desk-option" onClick={() => edit(answer)}>
                  <code dir="ltr">/{answer.shortcut}</code>
                  <bdi>{answer.title}</bdi>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
}
