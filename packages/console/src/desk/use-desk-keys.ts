import { useEffect, useRef } from 'react';

/** The actions of the keyboard shortcuts. */
export interface DeskKeyActions {
  readonly next: () => void;
  readonly previous: () => void;
  readonly reply: () => void;
  readonly canned: () => void;
  readonly take: () => void;
  readonly markUnread: () => void;
  readonly transfer: () => void;
  readonly close: () => void;
  readonly search: () => void;
  readonly help: () => void;
}

const KEYS: Readonly<Record<string, keyof DeskKeyActions>> = {
  j: 'next',
  ArrowDown: 'next',
  k: 'previous',
  ArrowUp: 'previous',
  r: 'reply',
  t: 'take',
  u: 'markUnread',
  f: 'transfer',
  e: 'close',
  s: 'search',
  '/': 'canned',
  '?': 'help',
};

/** Physical keys (`event.code`), so that the shortcuts work with every keyboard layout. */
const CODES: Readonly<Record<string, string>> = {
  KeyJ: 'j',
  KeyK: 'k',
  KeyR: 'r',
  KeyT: 't',
  KeyU: 'u',
  KeyF: 'f',
  KeyE: 'e',
  KeyS: 's',
};

/** Arrow keys are left to scrollers and to controls that use them. */
const KEEPS_ARROWS = '.desk-scroller, [role="listbox"], select';

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input, textarea, select');
}

/** Single-key shortcuts, disabled in text fields and while a dialog is open. */
export function useDeskKeys(actions: DeskKeyActions): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTyping(event.target) || document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]'))
        return;
      const key = KEYS[event.key] ? event.key : (CODES[event.code] ?? event.key);
      const name = KEYS[key];
      if (!name) return;
      if (key.startsWith('Arrow') && (event.target as HTMLElement | null)?.closest?.(KEEPS_ARROWS)) return;
      event.preventDefault();
      latest.current[name]();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
