import { useEffect } from 'react';
import { useIntl } from 'react-intl';
import { useBlocker } from 'react-router';
import { Button, Dialog } from '../../ui/index.ts';

interface LeaveGuardProps {
  readonly isDirty: boolean;
  /** The draft is kept on pages below this path. */
  readonly within: string;
}

/** The navigation state that skips the question, after the bot was deleted. */
export interface LeaveState {
  readonly isGone?: boolean;
}

/** Asks before unsaved changes are lost by a link, the back button or closing the tab. */
export function LeaveGuard({ isDirty, within }: LeaveGuardProps) {
  const { formatMessage: t } = useIntl();
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
      title={t({ id: 'settings.bot.leaveTitle', defaultMessage: 'Leave without saving?' })}
      isAlert
      isOpen={blocker.state === 'blocked'}
      onClose={() => blocker.reset?.()}
      actions={
        <>
          <Button onPress={() => blocker.reset?.()}>
            {t({ id: 'settings.bot.leaveStay', defaultMessage: 'Stay' })}
          </Button>
          <Button variant="danger" onPress={() => blocker.proceed?.()}>
            {t({ id: 'settings.bot.leaveGo', defaultMessage: 'Leave' })}
          </Button>
        </>
      }
    >
      <p>{t({ id: 'settings.bot.leave', defaultMessage: 'Your changes are lost.' })}</p>
    </Dialog>
  );
}
