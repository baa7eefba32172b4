import { useIntl } from 'react-intl';
import { useDesk, useDeskState } from '../desk-context.tsx';
import { useNow } from '../view/use-now.ts';

/** A notice while there is no connection, with the time of the next attempt. */
export function ConnectionNotice() {
  const connection = useDeskState((state) => state.connection);
  const isReady = useDeskState((state) => state.isReady);
  const { formatMessage: t } = useIntl();
  if (connection.status === 'online' || connection.status === 'refused') return null;
  if (connection.status === 'waiting') return <Waiting retryAt={connection.retryAt} />;
  return isReady ? (
    <p className="desk-connection">{t({ id: 'desk.connection.connecting', defaultMessage: 'Connecting…' })}</p>
  ) : null;
}

function Waiting({ retryAt }: { retryAt: number }) {
  const { formatMessage: t } = useIntl();
  const desk = useDesk();
  const seconds = Math.max(0, Math.ceil((retryAt - useNow()) / 1000));
  return (
    <p className="desk-connection">
      <span>
        {t(
          {
            id: 'desk.connection.waiting',
            defaultMessage:
              '{seconds, plural, =0 {No connection. Trying again.} other {No connection. Trying again in # s.}}',
          },
          { seconds },
        )}{' '}
        <span className="desk-connection-hint">
          {t({
            id: 'desk.connection.waitingHint',
            defaultMessage: 'What you write is kept and sent when the connection is back.',
          })}
        </span>
      </span>
      <button type="button" className="desk-link" onClick={() => desk.wake()}>
        {t({ id: 'desk.connection.now', defaultMessage: 'Try now' })}
      </button>
    </p>
  );
}
