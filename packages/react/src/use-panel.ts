import type { ChatClient } from '@connective-chat/core';
import { createPanel, type Panel, type PanelOptions, type PanelState } from '@connective-chat/core/ui';
import { useEffect, useRef } from 'react';
import type { ElementRef } from './element-ref.types.ts';
import { useHeld } from './use-held.ts';
import { useLayoutEffect } from './use-layout-effect.ts';
import { useProvidedClient } from './use-provided-client.ts';
import { useReadable } from './use-readable.ts';

/** What `usePanel()` gives: whether it is open, and the attributes of its parts. */
export interface PanelResult extends Pick<Panel, 'open' | 'close' | 'toggle' | 'focusInput'> {
  /** What is open, for `getPanelProps({ state })`. */
  readonly state: PanelState;
  readonly isOpen: boolean;
  /** For the element of the panel. */
  readonly panelRef: ElementRef<HTMLDivElement>;
  /** For the button that opens it. */
  readonly launcherRef: ElementRef<HTMLButtonElement>;
}

/**
 * A chat window opened by a launcher: the focus moves into its input and back to the launcher, and
 * on a phone, where it covers the page, the page behind it is inert.
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
