import { useId, useState } from 'react';
import { useDesk } from '../desk-context.tsx';
import { useWords } from '../words/use-words.ts';
import { Modal } from './modal.tsx';

/** Asks before a visitor is shut out, and why. */
export function BanDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { ban: words, cancel } = useWords();
  const desk = useDesk();
  const [reason, setReason] = useState('');
  const reasonId = useId();
  return (
    <Modal title={words.title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onClose();
          void desk.ban(id, reason.trim());
        }}
      >
        <p>{words.text}</p>
        <label className="desk-label" htmlFor={reasonId}>
          {words.reason}
        </label>
        <input
          id={reasonId}
          className="desk-input"
          dir="auto"
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <div className="desk-modal-actions">
          <button type="button" className="desk-button" onClick={onClose}>
            {cancel}
          </button>
          <button type="submit" className="desk-button desk-danger">
            {words.confirm}
          </button>
        </div>
      </form>
    </Modal>
  );
}
