import { type DragEvent, type HTMLAttributes, useState } from 'react';

interface FileDrop {
  /** Whether files are being dragged over the field. */
  readonly isOver: boolean;
  readonly dropProps: HTMLAttributes<HTMLElement>;
}

const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files');

/** Accepts files that are dropped on an element. */
export function useFileDrop(onFiles: (files: Iterable<File>) => void): FileDrop {
  const [isOver, setOver] = useState(false);
  return {
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
        onFiles([...event.dataTransfer.files]);
      },
    },
  };
}
