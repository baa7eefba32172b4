import type { Upload } from '@connective-chat/core';
import type { ComposerFile } from '@connective-chat/core/ui';
import { useConnectiveChat } from '@connective-chat/react';
import { describeRefusal, formatSize } from '../conversation.ts';
import { texts } from '../language/index.ts';
import { Icon } from './icon.tsx';

interface AttachmentsProps {
  files: readonly ComposerFile[];
  uploads: readonly Upload[];
  onRemove: (id: string) => void;
  onCancelled: () => void;
}

/** The files beside the draft, and below them those on their way, each with its own fate. */
export function Attachments({ files, uploads, onRemove, onCancelled }: AttachmentsProps) {
  const { limits, retryUpload, cancelUpload } = useConnectiveChat();
  if (files.length + uploads.length === 0) return null;
  return (
    <ul className="attachments" aria-label={texts.files} data-testid="attachments">
      {files.map(({ id, name, size, refusal }) => (
        <li key={id} className="attachment" data-failed={refusal !== null}>
          <Icon name="file" />
          <span className="attachment-words">
            <bdi>{name}</bdi>
            {refusal ? (
              <small role="alert">{describeRefusal(refusal, limits)}</small>
            ) : (
              <small>{formatSize(size)}</small>
            )}
          </span>
          <button type="button" className="icon-button" aria-label={texts.remove(name)} onClick={() => onRemove(id)}>
            <Icon name="close" />
          </button>
        </li>
      ))}
      {uploads.map(({ id, name, status, progress, error }) => (
        <li key={id} className="attachment" data-failed={status === 'failed'}>
          <Icon name="file" />
          <span className="attachment-words">
            <bdi>{name}</bdi>
            {status === 'failed' ? (
              <small role="alert">{error?.message || texts.fileFailed}</small>
            ) : (
              <progress aria-label={texts.sendingFile(name)} value={progress} />
            )}
          </span>
          {status === 'failed' && (
            <button type="button" className="text-button" onClick={() => retryUpload(id)}>
              {texts.tryAgain}
            </button>
          )}
          <button
            type="button"
            className="icon-button"
            aria-label={status === 'failed' ? texts.discardFile(name) : texts.cancel(name)}
            onClick={() => {
              cancelUpload(id);
              onCancelled();
            }}
          >
            <Icon name="close" />
          </button>
        </li>
      ))}
    </ul>
  );
}
