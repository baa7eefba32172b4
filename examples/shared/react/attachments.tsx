import type { Upload } from '@connective-chat/core';
import { type ComposerFile, describeFileRefusal, describeUploadFailure } from '@connective-chat/core/ui';
import { useConnectiveChat } from '@connective-chat/react';
import { shop, texts } from '../language/index.ts';
import { Icon } from './icon.tsx';

interface AttachmentsProps {
  files: readonly ComposerFile[];
  uploads: readonly Upload[];
  onRemove: (id: string) => void;
  onCancelled: () => void;
}

/** The files beside the draft, followed by running uploads, each with its own state. */
export function Attachments({ files, uploads, onRemove, onCancelled }: AttachmentsProps) {
  const { limits, retryUpload, cancelUpload } = useConnectiveChat();
  if (files.length + uploads.length === 0) return null;
  return (
    <ul className="attachments" aria-label={shop.files} data-testid="attachments">
      {files.map(({ id, name, size, refusal }) => (
        <li key={id} className="attachment" data-failed={refusal !== null}>
          <Icon name="file" />
          <span className="attachment-words">
            <bdi>{name}</bdi>
            {refusal ? (
              <small role="alert">{describeFileRefusal(refusal, limits, texts)}</small>
            ) : (
              <small>{texts.size(size)}</small>
            )}
          </span>
          <button type="button" className="icon-button" aria-label={shop.remove(name)} onClick={() => onRemove(id)}>
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
              <small role="alert">{describeUploadFailure(error, limits, texts)}</small>
            ) : (
              <progress aria-label={`${texts.t('uploading')}: ${name}`} value={progress} />
            )}
          </span>
          {status === 'failed' && (
            <button type="button" className="text-button" onClick={() => retryUpload(id)}>
              {texts.t('retry')}
            </button>
          )}
          <button
            type="button"
            className="icon-button"
            aria-label={status === 'failed' ? shop.discardFile(name) : shop.cancel(name)}
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
