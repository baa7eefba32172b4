import { WifiOff } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useIntl } from 'react-intl';

function subscribe(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}

/** A notice while the browser is offline. */
export function OfflineNotice() {
  const { formatMessage: t } = useIntl();
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine);
  return (
    <div role="status" className="offline-place">
      {!isOnline && (
        <p className="offline">
          <WifiOff size={16} aria-hidden />
          {t({ id: 'shell.offline', defaultMessage: 'No connection. What you change cannot be saved now.' })}
        </p>
      )}
    </div>
  );
}
