import type { BlockedReason } from '@connective-chat/core';
import type { Limits } from '@connective-chat/core/protocol';
import type { ComposerFile } from '@connective-chat/core/ui';
import { FileText, X } from 'lucide-react';
import { useIntl } from 'react-intl';
import { IconButton } from '../../ui/index.ts';
import { formatSize } from '../view/format-size.ts';

interface StagedFilesProps {
  readonly files: readonly ComposerFile[];
  readonly limits: Pick<Limits, 'uploadBytes'>;
  readonly onRemove: (id: string) => void;
}

/** The files of the draft, each with the reason if it cannot be sent. */
export function StagedFiles({ files, limits, onRemove }: StagedFilesProps) {
  const { formatMessage: t } = useIntl();
  const refusalText = (reason: BlockedReason) => {
    if (reason === 'empty') return t({ id: 'desk.composer.empty', defaultMessage: 'The file is empty.' });
    if (reason === 'too-large')
      return t(
        { id: 'desk.composer.tooLarge', defaultMessage: 'Too large: up to {limit}.' },
        { limit: formatSize(limits.uploadBytes) },
      );
    return t({ id: 'desk.composer.unsupported', defaultMessage: 'Files of this kind cannot be sent.' });
  };
  if (files.length === 0) return null;
  return (
    <ul className="desk-staged" aria-label={t({ id: 'desk.composer.staged', defaultMessage: 'Files to send' })}>
      {files.map(({ id, name, size, refusal }) => (
        <li key={id} data-refused={refusal !== null || undefined}>
          <FileText size={16} aria-hidden />
          <span className="desk-file-name">
            <bdi>{name}</bdi>
            <small role={refusal ? 'alert' : undefined}>{refusal ? refusalText(refusal) : formatSize(size)}</small>
          </span>
          <IconButton
            size="small"
            label={t({ id: 'desk.composer.unstage', defaultMessage: 'Remove {name}' }, { name })}
            icon={<X size={16} aria-hidden />}
            onPress={() => onRemove(id)}
          />
        </li>
      ))}
    </ul>
  );
}
