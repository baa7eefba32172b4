import { describeBlocked } from '@connective-chat/core/ui';
import {
  getComposerProps,
  getDropProps,
  getFileInputProps,
  getReasonProps,
  getSendButtonProps,
  getStopProps,
  useComposer,
} from '@connective-chat/react';
import { useId, useRef } from 'react';
import { texts } from '../language/index.ts';
import { Attachments } from './attachments.tsx';
import { Icon } from './icon.tsx';

/** The input. It is always editable and accepts files; while sending is blocked it shows the reason. */
export function Composer() {
  const { composer, draft, files, uploads, accept, blocked, stopButton, removeFile } = useComposer();
  const reasonId = useId();
  const fileInput = useRef<HTMLInputElement>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  return (
    <div className="chat-composer" {...getDropProps(composer)}>
      {blocked && (
        <p className="reason" {...getReasonProps(reasonId)} data-testid="blocked-reason">
          {describeBlocked(blocked.reason, texts)}
        </p>
      )}
      <Attachments
        files={files}
        uploads={uploads}
        onRemove={(id) => {
          removeFile(id);
          input.current?.focus();
        }}
        onCancelled={() => input.current?.focus()}
      />
      <div className="field">
        {accept && (
          <>
            <button
              type="button"
              className="icon-button attach"
              aria-label={texts.t('attach')}
              onClick={() => fileInput.current?.click()}
            >
              <Icon name="attach" />
            </button>
            <input ref={fileInput} {...getFileInputProps(composer, { texts })} hidden data-testid="file-input" />
          </>
        )}
        <div className="grow" data-draft={draft}>
          <textarea
            ref={input}
            {...getComposerProps(composer, { reasonId, texts })}
            placeholder={texts.t('placeholder')}
          />
        </div>
        <button
          {...(stopButton ? getStopProps(composer, { texts }) : getSendButtonProps(composer, { reasonId, texts }))}
        >
          <Icon name={stopButton ? 'stop' : 'send'} />
        </button>
      </div>
    </div>
  );
}
