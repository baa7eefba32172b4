import { useState } from 'react';
import { Button, Dialog } from '../../ui/index.ts';
import { useDesk, useDeskState } from '../desk-context.tsx';
import type { CannedAnswer } from '../store/desk-state.types.ts';
import { useWords } from '../words/use-words.ts';
import { CannedFields, type CannedForm, formOf, problemOf } from './canned-fields.tsx';

/** The kept answers: those of everybody, and one's own. */
export function CannedDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { canned: words, cancel } = useWords();
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
      title={words.title}
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
                {words.remove}
              </Button>
            )}
            <Button onPress={() => setForm(null)}>{cancel}</Button>
            <Button variant="primary" isDisabled={problemOf(form) !== null} onPress={() => void save()}>
              {words.save}
            </Button>
          </>
        ) : (
          <>
            <Button onPress={() => edit(null)}>{words.new}</Button>
            <Button variant="primary" onPress={onClose}>
              {words.done}
            </Button>
          </>
        )
      }
    >
      {form ? (
        <CannedFields form={form} onChange={setForm} />
      ) : (
        <>
          {answers.length === 0 && <p>{words.none}</p>}
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
