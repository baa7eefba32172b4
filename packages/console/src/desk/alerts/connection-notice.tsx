import { useDesk, useDeskState } from '../desk-context.tsx';
import { useNow } from '../view/use-now.ts';
import { useWords } from '../words/use-words.ts';

/** That there is no connection, when it is tried again, and that nothing written is lost. */
export function ConnectionNotice() {
  const connection = useDeskState((state) => state.connection);
  const isReady = useDeskState((state) => state.isReady);
  const { connection: words } = useWords();
  if (connection.status === 'online' || connection.status === 'refused') return null;
  if (connection.status === 'waiting') return <Waiting retryAt={connection.retryAt} />;
  return isReady ? <p className="desk-connection">{words.connecting}</p> : null;
}

function Waiting({ retryAt }: { retryAt: number }) {
  const { connection: words } = useWords();
  const desk = useDesk();
  const seconds = Math.max(0, Math.ceil((retryAt - useNow()) / 1000));
  return (
    <p className="desk-connection">
      <span>
        {words.waiting(seconds)} <span className="desk-connection-hint">{words.waitingHint}</span>
      </span>
      <button type="button" className="desk-link" onClick={() => desk.wake()}>
        {words.now}
      </button>
    </p>
  );
}
