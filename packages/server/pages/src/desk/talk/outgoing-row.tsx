import { memo } from 'react';
import { useDesk } from '../desk-context.tsx';
import type { Outgoing } from '../store/desk-state.types.ts';
import { formatSize } from '../view/format-size.ts';
import { Icon } from '../view/icon.tsx';
import { useWords } from '../words/use-words.ts';
import { Tick } from './message-row.tsx';

/** What is on its way, or did not get there. */
export const OutgoingRow = memo(({ row, isFirst }: { row: Outgoing; isFirst: boolean }) => {
  const words = useWords();
  const desk = useDesk();
  const { cid, body, state, reason, progress = 0 } = row;
  const errorId = `desk-error-${cid}`;
  return (
    <li
      className="desk-message"
      data-from="operator"
      data-first={isFirst || undefined}
      data-state={state}
      aria-describedby={state === 'failed' ? errorId : undefined}
    >
      <div className="desk-bubble">
        {body.type === 'text' ? (
          <p className="desk-plain" dir="auto">
            {body.text}
          </p>
        ) : (
          <div className="desk-file">
            <Icon name="file" />
            <span className="desk-file-name">
              <bdi>{body.name}</bdi>
              <small>{formatSize(body.size)}</small>
            </span>
          </div>
        )}
        {state === 'uploading' && body.type !== 'text' && (
          <progress className="desk-progress" aria-label={body.name} max={1} value={progress} />
        )}
      </div>
      {state === 'failed' ? (
        <span className="desk-failure">
          <Icon name="warning" />
          <span id={errorId} role="alert">
            {words.talk.failedSend}. {reason}
          </span>
          <button type="button" className="desk-link" onClick={() => desk.retry(cid)}>
            {words.retry}
          </button>
          <button type="button" className="desk-link" onClick={() => desk.discard(cid)}>
            {words.talk.discard}
          </button>
        </span>
      ) : (
        <span className="desk-meta">
          {reason && <span>{reason}</span>}
          {state === 'uploading' ? (
            <button type="button" className="desk-link" onClick={() => desk.discard(cid)}>
              {words.cancel}
            </button>
          ) : (
            <Tick name={state === 'sent' ? 'sent' : 'pending'} />
          )}
        </span>
      )}
    </li>
  );
});
