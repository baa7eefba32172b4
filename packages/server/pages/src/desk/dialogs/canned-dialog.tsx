import { type FormEvent, useId, useState } from 'react';
import { useDesk, useDeskState } from '../desk-context.tsx';
import type { CannedAnswer } from '../store/desk-state.types.ts';
import { useWords } from '../words/use-words.ts';
import { Modal } from './modal.tsx';

/** The kept answers: those of everybody, and one's own. */
export function CannedDialog({ onClose }: { onClose: () => void }) {
  const { canned: words } = useWords();
  const answers = useDeskState(({ canned }) => canned);
  const [edited, setEdited] = useState<CannedAnswer | 'new' | null>(null);
  return (
    <Modal title={words.title} onClose={onClose} isWide>
      {edited ? (
        <CannedForm
          key={edited === 'new' ? 'new' : edited.id}
          answer={edited === 'new' ? null : edited}
          onDone={() => setEdited(null)}
        />
      ) : (
        <>
          {answers.length === 0 && <p className="desk-quiet">{words.none}</p>}
          <ul className="desk-options desk-canned-list">
            {answers.map((answer) => (
              <li key={answer.id}>
                <button type="button" className="desk-option" onClick={() => setEdited(answer)}>
                  <code>/{answer.shortcut}</code>
                  <bdi>{answer.title}</bdi>
                </button>
              </li>
            ))}
          </ul>
          <div className="desk-modal-actions">
            <button type="button" className="desk-button" onClick={() => setEdited('new')}>
              {words.new}
            </button>
            <button type="button" className="desk-button desk-primary" onClick={onClose}>
              {words.done}
            </button>
          </div>
        </>
      )}
    </Modal>
  );
}

function CannedForm({ answer, onDone }: { answer: CannedAnswer | null; onDone: () => void }) {
  const { canned: words, cancel } = useWords();
  const desk = useDesk();
  const id = useId();
  const [shortcut, setShortcut] = useState(answer?.shortcut ?? '');
  const [title, setTitle] = useState(answer?.title ?? '');
  const [text, setText] = useState(answer?.text ?? '');
  const [shared, setShared] = useState(answer ? answer.ownerId === null : true);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    const kept = answer && { id: answer.id, botId: answer.botId, language: answer.language };
    const { ok } = await desk.saveCanned({ ...kept, shortcut, title: title.trim(), text: text.trim(), shared });
    if (ok) onDone();
  };

  return (
    <form onSubmit={save}>
      <label className="desk-label" htmlFor={`${id}-shortcut`}>
        {words.shortcut}
      </label>
      <input
        id={`${id}-shortcut`}
        className="desk-input"
        required
        pattern="[\p{L}\p{N}_\-]{1,32}"
        aria-describedby={`${id}-hint`}
        value={shortcut}
        onChange={(event) => setShortcut(event.target.value)}
      />
      <p id={`${id}-hint`} className="desk-meta">
        {words.shortcutHint}
      </p>
      <label className="desk-label" htmlFor={`${id}-title`}>
        {words.name}
      </label>
      <input
        id={`${id}-title`}
        className="desk-input"
        required
        maxLength={120}
        dir="auto"
        value={title}
        onChange={(event) => setTitle(event.target.value)}
      />
      <label className="desk-label" htmlFor={`${id}-text`}>
        {words.text}
      </label>
      <textarea
        id={`${id}-text`}
        className="desk-input"
        required
        rows={5}
        maxLength={4000}
        dir="auto"
        aria-describedby={`${id}-text-hint`}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <p id={`${id}-text-hint`} className="desk-meta">
        {words.textHint}
      </p>
      <label className="desk-check">
        <input type="checkbox" checked={shared} onChange={(event) => setShared(event.target.checked)} />
        {words.shared}
      </label>
      <div className="desk-modal-actions">
        {answer && (
          <button
            type="button"
            className="desk-button desk-danger desk-apart"
            onClick={() => void desk.deleteCanned(answer.id).then(({ ok }) => ok && onDone())}
          >
            {words.remove}
          </button>
        )}
        <button type="button" className="desk-button" onClick={onDone}>
          {cancel}
        </button>
        <button type="submit" className="desk-button desk-primary">
          {words.save}
        </button>
      </div>
    </form>
  );
}
