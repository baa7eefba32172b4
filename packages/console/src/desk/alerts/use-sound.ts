import { useEffect, useState } from 'react';
import { useDesk, useDeskState } from '../desk-context.tsx';
import { chime, unlockChime } from './chime.ts';
import { leadTab } from './leader-tab.ts';

const FLAG = 'sound';

/** Plays a sound for events that need the operator: off by default, and in one tab only. */
export function useSound(): { readonly isOn: boolean; readonly toggle: () => void } {
  const desk = useDesk();
  const isReady = useDeskState((state) => state.isReady);
  const [isOn, setOn] = useState(false);

  // The preference belongs to the operator, so it is read once the operator is known.
  useEffect(() => {
    if (isReady) setOn(desk.storage().flag(FLAG));
  }, [desk, isReady]);

  useEffect(() => {
    if (!isOn) return;
    const { isLeader, stop } = leadTab('connective-desk-sound');
    const unlock = () => unlockChime();
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
      unlockChime();
      desk.storage().setFlag(FLAG, !isOn);
      if (!isOn) chime();
      setOn(!isOn);
    },
  };
}
