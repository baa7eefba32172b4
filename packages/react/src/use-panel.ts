import type { ChatClient } from '@connective-chat/core';
import { createPanel, type Panel, type PanelOptions, type PanelState } from '@connective-chat/core/ui';
import { useEffect, useRef } from 'react';
import type { ElementRef } from './element-ref.types.ts';
import { useHeld } from './use-held.ts';
import { useLayoutEffect } from './use-layout-effect.ts';
import { useProvidedClient } from './use-provided-client.ts';
import { useReadable } from './use-readable.ts';

/** The result of `usePanel()`: whether the panel is open, its methods, and refs to its elements. */
export interface PanelResult extends Pick<Panel, 'open' | 'close' | 'toggle' | 'focusInput'> {
  /** The state for `getPanelProps({ state })`. */
  readonly state: PanelState;
  readonly isOpen: boolean;
  /** The ref to the panel. */
  readonly panelRef: ElementRef<HTMLDivElement>;
  /** The ref to the button that opens it. */
  readonly launcherRef: ElementRef<HTMLButtonElement>;
}

/**
 * A chat window that a launcher opens. The focus moves to its input and back to the launcher. On a phone it covers the
 * page, which is inert meanwhile.
 *
 * @example
 * const { isOpen, state, toggle, close, panelRef, launcherRef } = usePanel();
 */
export function usePanel(options?: PanelOptions, client?: ChatClient): PanelResult {
  const chat = useProvidedClient(client);
  const panel = useHeld(() => createPanel(chat, options), [chat]);
  const state = useReadable(() => panel, [panel]);
  const panelRef = useRef<HTMLDivElement>(null);
  const launcherRef = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => panel.attach(panelRef.current, launcherRef.current));
  useEffect(() => panel.connect(), [panel]);
  const { open, close, toggle, focusInput } = panel;
  return { state, isOpen: state.open, open, close, toggle, focusInput, panelRef, launcherRef };
}
