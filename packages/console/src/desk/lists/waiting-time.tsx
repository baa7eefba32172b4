import { formatElapsed } from '../view/format-elapsed.ts';
import { useNow } from '../view/use-now.ts';

/** How long somebody has waited; it counts by itself, so that the row around it need not render. */
export function WaitingTime({ since }: { since: string }) {
  const now = useNow();
  return (
    <time className="desk-waiting" dateTime={since}>
      {formatElapsed(now - Date.parse(since))}
    </time>
  );
}
