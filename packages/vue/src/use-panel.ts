import type { ChatClient } from '@connective-chat/core';
import { createPanel, type Panel, type PanelOptions, type PanelState } from '@connective-chat/core/ui';
import { type ComputedRef, computed, type MaybeRefOrGetter, type ShallowRef, shallowRef, watch } from 'vue';
import { useGivenClient } from './use-given-client.ts';
import { useReadable } from './use-readable.ts';

/** The result of `usePanel()`: whether the panel is open, its methods, and refs to its elements. */
export interface PanelResult extends Pick<Panel, 'open' | 'close' | 'toggle' | 'focusInput'> {
  /** The state for `getPanelProps({ state: state.value })`. */
  readonly state: Readonly<ShallowRef<PanelState>>;
  readonly isOpen: ComputedRef<boolean>;
  /** The ref to the panel. */
  readonly panelRef: ShallowRef<HTMLElement | null>;
  /** The ref to the button that opens it. */
  readonly launcherRef: ShallowRef<HTMLElement | null>;
}

/**
 * A chat window that a launcher opens. The focus moves to its input and back to the launcher. On a phone it covers the
 * page, which is inert meanwhile.
 *
 * @example
 * const { isOpen, state, toggle, close, panelRef, launcherRef } = usePanel();
 */
export function usePanel(options?: PanelOptions, client?: MaybeRefOrGetter<ChatClient>): PanelResult {
  const chat = useGivenClient(client);
  const panel = computed(() => createPanel(chat.value, options));
  const state = useReadable(() => panel.value);
  const panelRef = shallowRef<HTMLElement | null>(null);
  const launcherRef = shallowRef<HTMLElement | null>(null);
  watch(
    [panel, state, panelRef, launcherRef] as const,
    ([model, , element, launcher]) => model.attach(element, launcher),
    { immediate: true, flush: 'post' },
  );
  if (typeof document !== 'undefined') {
    watch(panel, (model, _, onCleanup) => onCleanup(model.connect()), { immediate: true });
  }
  return {
    state,
    isOpen: computed(() => state.value.open),
    open: () => panel.value.open(),
    close: () => panel.value.close(),
    toggle: () => panel.value.toggle(),
    focusInput: () => panel.value.focusInput(),
    panelRef,
    launcherRef,
  };
}
