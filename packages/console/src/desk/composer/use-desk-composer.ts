import type { Permission } from '@connective-chat/core';
import { DEFAULT_LIMITS, type Limits } from '@connective-chat/core/protocol';
import { type Composer, type ComposerState, type ComposerTarget, createComposer } from '@connective-chat/core/ui';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useDesk } from '../desk-context.tsx';
import type { Desk } from '../store/desk.types.ts';
import { measureImage } from './measure-image.ts';

/** An operator's send is never refused: while it cannot be sent it waits in the outbox of the desk. */
const ACCEPTED: Permission = { ok: true };
const unchanging = <T>(value: T) => ({ get: () => value, subscribe: () => () => {} });

/** One dialog of the desk as the target of core's composer. */
function targetOf(desk: Desk, conversation: string): ComposerTarget<Permission> {
  let given: object | undefined;
  let limits: Limits = DEFAULT_LIMITS;
  const getLimits = () => {
    const next = desk.store.getState().limits;
    if (next !== given) {
      const { textBytes, uploadBytes, uploadTypes } = DEFAULT_LIMITS;
      limits = {
        ...DEFAULT_LIMITS,
        textBytes: next.textBytes ?? textBytes,
        uploadBytes: next.uploadBytes ?? uploadBytes,
        uploadTypes: next.uploadTypes ?? uploadTypes,
      };
    }
    given = next;
    return limits;
  };
  return {
    limits: { get: getLimits, subscribe: (listener) => desk.store.subscribe(() => listener(getLimits())) },
    sendState: unchanging(ACCEPTED),
    uploads: unchanging([]),
    send(text) {
      desk.sendText(conversation, text);
      return ACCEPTED;
    },
    upload(file) {
      const named = file instanceof File ? file : new File([file], file.name ?? 'file', { type: file.type });
      desk.sendFile(conversation, named, measureImage(named));
      return ACCEPTED;
    },
    setTyping: (on) => desk.type(conversation, on),
  };
}

interface DeskComposer {
  readonly composer: Composer<Permission>;
  readonly state: ComposerState;
  readonly limits: Limits;
}

/** The composer of one dialog: that of core, with a draft that the desk stores. */
export function useDeskComposer(conversation: string): DeskComposer {
  const desk = useDesk();
  const target = useMemo(() => targetOf(desk, conversation), [desk, conversation]);
  const composer = useMemo(() => {
    const made = createComposer(target);
    made.setDraft(desk.storage().draft(conversation), { isTyped: false });
    return made;
  }, [target, desk, conversation]);
  useEffect(
    () => composer.subscribe(({ draft }) => desk.storage().setDraft(conversation, draft)),
    [composer, desk, conversation],
  );
  const state = useSyncExternalStore(composer.subscribe, composer.get);
  return { composer, state, limits: target.limits.get() };
}
