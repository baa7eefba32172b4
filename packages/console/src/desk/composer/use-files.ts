import { DEFAULT_LIMITS } from '@connective-chat/core/protocol';
import { type DragEvent, type HTMLAttributes, useState } from 'react';
import { useIntl } from 'react-intl';
import { useDesk } from '../desk-context.tsx';
import { formatSize } from '../view/format-size.ts';
import { measureImage } from './measure-image.ts';

interface Files {
  /** Why a file was not accepted; empty if all were. */
  readonly refusal: string;
  readonly addFiles: (files: Iterable<File> | ArrayLike<File>) => void;
  readonly isOver: boolean;
  readonly dropProps: HTMLAttributes<HTMLElement>;
}

/** Files from the file dialog, the clipboard or a drop, checked against the limits of the server. */
export function useFiles(conversation: string): Files {
  const { formatMessage: t } = useIntl();
  const desk = useDesk();
  const [refusal, setRefusal] = useState('');
  const [isOver, setOver] = useState(false);

  const refuse = ({ name, size, type }: File): string => {
    const { uploadBytes = DEFAULT_LIMITS.uploadBytes, uploadTypes = DEFAULT_LIMITS.uploadTypes } =
      desk.store.getState().limits;
    if (size === 0) return t({ id: 'desk.composer.empty', defaultMessage: '{name} is empty.' }, { name });
    if (size > uploadBytes)
      return t(
        { id: 'desk.composer.tooLarge', defaultMessage: '{name} is too large: up to {limit}.' },
        { name, limit: formatSize(uploadBytes) },
      );
    const family = `${type.split('/')[0]}/*`;
    return uploadTypes.some((allowed) => [type, family, '*/*'].includes(allowed))
      ? ''
      : t({ id: 'desk.composer.unsupported', defaultMessage: '{name} is of a kind that cannot be sent.' }, { name });
  };
  const addFiles: Files['addFiles'] = (files) => {
    const all = Array.from(files as ArrayLike<File>);
    setRefusal(all.map(refuse).find(Boolean) ?? '');
    for (const file of all) {
      if (refuse(file) === '') void measureImage(file).then((size) => desk.sendFile(conversation, file, size));
    }
  };
  const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files');
  return {
    refusal,
    addFiles,
    isOver,
    dropProps: {
      onDragOver: (event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: (event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      },
      onDrop: (event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setOver(false);
        addFiles(event.dataTransfer.files);
      },
    },
  };
}
