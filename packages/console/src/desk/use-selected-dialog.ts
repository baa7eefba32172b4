import { useCallback, useEffect, useState } from 'react';

const PREFIX = '#/dialog/';

/** The dialog in the URL; `null` if none is open. */
function readAddress(): string | null {
  const { hash } = window.location;
  return hash.startsWith(PREFIX) ? decodeURIComponent(hash.slice(PREFIX.length)) : null;
}

/**
 * The selected dialog is part of the URL: a reload selects it again, and on a phone the browser's "back" leads from the
 * dialog to the lists.
 */
export function useSelectedDialog(): readonly [selected: string | null, select: (id: string | null) => void] {
  const [selected, setSelected] = useState(readAddress);
  useEffect(() => {
    const follow = () => setSelected(readAddress());
    window.addEventListener('popstate', follow);
    window.addEventListener('hashchange', follow);
    return () => {
      window.removeEventListener('popstate', follow);
      window.removeEventListener('hashchange', follow);
    };
  }, []);
  const select = useCallback((id: string | null) => {
    const address = id === null ? window.location.pathname : PREFIX + encodeURIComponent(id);
    // Switching between dialogs replaces the history entry, so that "back" leads to the lists.
    if (readAddress() !== null && id !== null) window.history.replaceState(null, '', address);
    else window.history.pushState(null, '', address);
    setSelected(id);
  }, []);
  return [selected, select];
}
