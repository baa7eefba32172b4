import { useRef } from 'react';
import { useDeskState } from './desk-context.tsx';
import type { DialogSummary } from './store/desk-state.types.ts';

/** The fields of a summary that change with each message. */
type MessageFields = 'head' | 'read' | 'unread' | 'last';

/** A dialog without its messages: who the visitor is, who answers, what it is about. */
export type OpenDialog = Omit<DialogSummary, MessageFields | 'dialog'> & {
  readonly dialog: Omit<DialogSummary['dialog'], 'rev'>;
};

/**
 * What the panes show of a dialog. The server describes a dialog again for each message and each step of a turn: those
 * descriptions render its row in the list, and not the panes.
 */
export function useDialog(id: string | null): OpenDialog | undefined {
  const read = useRef<DialogSummary | undefined>(undefined);
  const held = useRef<OpenDialog | undefined>(undefined);
  return useDeskState(({ summaries }) => {
    const summary = id === null ? undefined : summaries.get(id);
    if (summary !== read.current) {
      read.current = summary;
      const dialog = summary && withoutMessageFields(summary);
      // Each description is a new object.
      if (JSON.stringify(dialog) !== JSON.stringify(held.current)) held.current = dialog;
    }
    return held.current;
  });
}

function withoutMessageFields({ head, read, unread, last, dialog, ...summary }: DialogSummary): OpenDialog {
  const { rev, ...owner } = dialog;
  return { ...summary, dialog: owner };
}
