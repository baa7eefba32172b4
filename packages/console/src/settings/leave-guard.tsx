import { createContext, type ReactNode, use, useEffect, useId, useState } from 'react';
import { useBlocker } from 'react-router';
import { LeaveDialog } from '../shell/leave-dialog.tsx';

/** The navigation state that skips the question, after the bot was deleted. */
export interface LeaveState {
  readonly isGone?: boolean;
}

/** Registers unsaved changes; they are kept on pages whose path starts with `within`. @returns unregisters them */
type Register = (id: string, within: string) => () => void;

const GuardContext = createContext<Register | null>(null);

/**
 * Asks before unsaved changes are lost by a link, the back button or closing the tab. One guard serves all drafts of a
 * page, because a router supports one blocker.
 */
export function LeaveGuard({ children }: { readonly children: ReactNode }) {
  const [drafts, setDrafts] = useState<ReadonlyMap<string, string>>(new Map());
  const [register] = useState(
    (): Register => (id, within) => {
      setDrafts((before) => new Map(before).set(id, within));
      return () => setDrafts((before) => new Map([...before].filter(([each]) => each !== id)));
    },
  );
  const blocker = useBlocker(({ nextLocation: { pathname, state } }) => {
    if ((state as LeaveState | null)?.isGone) return false;
    return [...drafts.values()].some((within) => !pathname.startsWith(within));
  });
  const isDirty = drafts.size > 0;
  useEffect(() => {
    if (!isDirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isDirty]);
  return (
    <GuardContext value={register}>
      {children}
      <LeaveDialog
        isOpen={blocker.state === 'blocked'}
        onStay={() => blocker.reset?.()}
        onLeave={() => blocker.proceed?.()}
      />
    </GuardContext>
  );
}

/** While `isDirty`, leaving the pages below `within` asks first. Needs a `<LeaveGuard>` around it. */
export function useLeaveGuard(isDirty: boolean, within: string): void {
  const id = useId();
  const register = use(GuardContext);
  if (!register) throw new Error('useLeaveGuard() needs a <LeaveGuard> around it.');
  useEffect(() => (isDirty ? register(id, within) : undefined), [register, id, isDirty, within]);
}
