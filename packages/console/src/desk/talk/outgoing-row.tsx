import { CircleAlert, FileText } from 'lucide-react';
import { memo } from 'react';
import { useIntl } from 'react-intl';
import { Progress } from '../../ui/index.ts';
import { useDesk } from '../desk-context.tsx';
import type { Outgoing } from '../store/desk-state.types.ts';
import { formatSize } from '../view/format-size.ts';
import { useFailureText } from '../view/use-failure-text.ts';
import { Tick } from './message-row.tsx';

/** A message that is being sent, or that failed. */
export const OutgoingRow = memo(({ row, isFirst }: { row: Outgoing; isFirst: boolean }) => {
  const { formatMessage: t } = useIntl();
  const desk = useDesk();
  const failureText = useFailureText();
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
            <FileText size={20} aria-hidden />
            <span className="desk-file-name">
              <bdi>{body.name}</bdi>
              <small>{formatSize(body.size)}</small>
            </span>
          </div>
        )}
        {state === 'uploading' && body.type !== 'text' && <Progress label={body.name} value={progress * 100} />}
      </div>
      {state === 'failed' ? (
        <span className="desk-failure">
          <CircleAlert size={16} aria-hidden />
          <span id={errorId} role="alert">
            {t({ id: 'desk.talk.failedSend', defaultMessage: 'Not sent' })}. {reason && failureText(reason)}
          </span>
          <button type="button" className="desk-link" onClick={() => desk.retry(cid)}>
            {t({ id: 'desk.retry', defaultMessage: 'Try again' })}
          </button>
          <button type="button" className="desk-link" onClick={() => desk.discard(cid)}>
            {t({ id: 'desk.talk.discard', defaultMessage: 'Discard' })}
          </button>
        </span>
      ) : (
        <span className="desk-meta">
          {reason && failureText(reason)}
          {state === 'uploading' ? (
            <button type="button" className="desk-link" onClick={() => desk.discard(cid)}>
              {t({ id: 'desk.cancel', defaultMessage: 'Cancel' })}
            </button>
          ) : (
            <Tick name={state === 'sent' ? 'sent' : 'pending'} />
          )}
        </span>
      )}
    </li>
  );
});
