import { formatElapsed } from '../view/format-elapsed.ts';
import { useNow } from '../view/use-now.ts';

/** The waiting time of a visitor. It updates itself, so that its row does not render. */
export function WaitingTime({ since }: { since: string }) {
  const now = useNow();
  return (
    <time className="desk-waiting" dateTime={since}>
      {formatElapsed(now - Date.parse(since))}
    </time>
  );
}
