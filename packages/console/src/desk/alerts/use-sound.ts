import { useEffect, useRef, useState } from 'react';
import { useDesk, useDeskState } from '../desk-context.tsx';
import { chime, unlockChime } from './chime.ts';
import { leadTab } from './leader-tab.ts';

const FLAG = 'sound';

/** Plays a sound for events that need the operator: off by default, and in one tab only. */
export function useSound(): { readonly isOn: boolean; readonly toggle: () => void } {
  const desk = useDesk();
  const isReady = useDeskState((state) => state.isReady);
  const [isOn, setOn] = useState(false);

  /** The choice made before the operator is known; `null` if there was none. */
  const early = useRef<boolean | null>(null);

  // The preference is stored per operator, so it cannot be read or written before the operator is known.
  useEffect(() => {
    if (!isReady) return;
    if (early.current === null) setOn(desk.storage().flag(FLAG));
    else desk.storage().setFlag(FLAG, early.current);
    early.current = null;
  }, [desk, isReady]);

  useEffect(() => {
    if (!isOn) return;
    const { isLeader, stop } = leadTab('connective-desk-sound');
    const unlock = () => void unlockChime();
    window.addEventListener('pointerdown', unlock);
    window.addEventListener('keydown', unlock);
    const forget = desk.onEvent(({ type }) => {
      if (type !== 'message' && isLeader()) chime();
    });
    return () => {
      stop();
      forget();
      window.removeEventListener('pointerdown', unlock);
      window.removeEventListener('keydown', unlock);
    };
  }, [desk, isOn]);

  return {
    isOn,
    toggle: () => {
      const unlocked = unlockChime();
      if (isReady) desk.storage().setFlag(FLAG, !isOn);
      else early.current = !isOn;
      if (!isOn) void unlocked.then(chime);
      setOn(!isOn);
    },
  };
}
