import { useDesk } from '../desk-context.tsx';
import { useWords } from '../words/use-words.ts';
import { Modal } from './modal.tsx';

/** Asks before a dialog is closed: there is no way back but the visitor's. */
export function CloseDialog({ id, name, onClose }: { id: string; name: string; onClose: () => void }) {
  const { close: words, cancel } = useWords();
  const desk = useDesk();
  return (
    <Modal title={words.title} onClose={onClose}>
      <p dir="auto">{words.text(name)}</p>
      <div className="desk-modal-actions">
        <button type="button" className="desk-button" onClick={onClose}>
          {cancel}
        </button>
        <button
          type="button"
          className="desk-button desk-primary"
          // The answer that is wanted nearly always: Enter is enough.
          // biome-ignore lint/a11y/noAutofocus: in a modal dialog something has to have the focus
          autoFocus
          onClick={() => {
            onClose();
            void desk.close(id);
          }}
        >
          {words.confirm}
        </button>
      </div>
    </Modal>
  );
}
