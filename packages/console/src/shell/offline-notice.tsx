import { WifiOff } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useShellWords } from './words/use-shell-words.ts';

function subscribe(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}

/** Says that the machine has no network, while it has none. */
export function OfflineNotice() {
  const words = useShellWords();
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine);
  return (
    <div role="status" className="offline-place">
      {!isOnline && (
        <p className="offline">
          <WifiOff size={16} aria-hidden />
          {words.offline}
        </p>
      )}
    </div>
  );
}
