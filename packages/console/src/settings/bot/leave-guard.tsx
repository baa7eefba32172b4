import { useEffect } from 'react';
import { useBlocker } from 'react-router';
import { Button, Dialog } from '../../ui/index.ts';
import { useSettingsWords } from '../words/use-settings-words.ts';

interface LeaveGuardProps {
  readonly isDirty: boolean;
  /** Below this address the draft lives on. */
  readonly within: string;
}

/** Given along with a way that leads away from what is no more. */
export interface LeaveState {
  readonly isGone?: boolean;
}

/** Asks before changes are lost: by a link, by the browser's back, by closing the tab. */
export function LeaveGuard({ isDirty, within }: LeaveGuardProps) {
  const words = useSettingsWords().bot;
  const blocker = useBlocker(({ nextLocation: { pathname, state } }) => {
    return isDirty && !(state as LeaveState | null)?.isGone && !pathname.startsWith(within);
  });
  useEffect(() => {
    if (!isDirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isDirty]);
  return (
    <Dialog
      title={words.leaveTitle}
      isAlert
      isOpen={blocker.state === 'blocked'}
      onClose={() => blocker.reset?.()}
      actions={
        <>
          <Button onPress={() => blocker.reset?.()}>{words.leaveStay}</Button>
          <Button variant="danger" onPress={() => blocker.proceed?.()}>
            {words.leaveGo}
          </Button>
        </>
      }
    >
      <p>{words.leave}</p>
    </Dialog>
  );
}
