import { englishLabels, getComposerProps, getReasonProps, getSendButtonProps } from '@connective-chat/core/ui';
import { useComposer } from '@connective-chat/react';
import { useId } from 'react';
import { Icon } from './icon.tsx';

/** The input. It may always be written in; when nothing can be sent it says why. */
export function Composer() {
  const { composer, draft, blocked } = useComposer();
  const reasonId = useId();
  return (
    <div className="chat-composer">
      {blocked && (
        <p className="reason" {...getReasonProps(reasonId)} data-testid="blocked-reason">
          {englishLabels.blocked[blocked.reason]}
        </p>
      )}
      <div className="field">
        <div className="grow" data-draft={draft}>
          <textarea {...getComposerProps(composer, { reasonId })} placeholder="Write a message" />
        </div>
        <button {...getSendButtonProps(composer, { reasonId })}>
          <Icon name="send" />
        </button>
      </div>
    </div>
  );
}
