// @vitest-environment jsdom
import { createPanel } from '@connective-chat/core/ui';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createScriptedClient } from './scripted-client.ts';

afterEach(() => {
  document.body.replaceChildren();
});

describe('panel', () => {
  function setUp() {
    document.body.innerHTML =
      '<main></main><div id="p"><textarea data-part="input"></textarea></div><button id="l"></button>';
    const client = createScriptedClient();
    const panel = createPanel(client);
    const element = document.getElementById('p');
    const launcher = document.getElementById('l');
    const sync = () => panel.attach(element, launcher);
    sync();
    return { client, panel, element, launcher, sync };
  }

  it('moves the focus into the input, and back to the launcher on close (A8)', () => {
    const { client, panel, launcher, sync } = setUp();
    launcher?.focus();
    panel.toggle();
    sync();
    expect(document.activeElement).toBe(document.querySelector('textarea'));
    expect(client.calls).toEqual([['setOpen', true]]);
    panel.close();
    sync();
    expect(document.activeElement).toBe(launcher);
    expect(client.calls).toEqual([
      ['setOpen', true],
      ['setOpen', false],
    ]);
  });

  it('does not move the focus for anything else (A9)', () => {
    const { panel, launcher, sync } = setUp();
    panel.open();
    sync();
    launcher?.focus();
    sync();
    panel.open();
    sync();
    expect(document.activeElement).toBe(launcher);
    (document.activeElement as HTMLElement).blur();
    const elsewhere = document.createElement('input');
    document.body.append(elsewhere);
    elsewhere.focus();
    panel.close();
    sync();
    expect(document.activeElement).toBe(elsewhere);
  });

  it('makes the page behind inert while it covers the page, and restores it', () => {
    vi.stubGlobal('matchMedia', () => ({ matches: true, addEventListener() {}, removeEventListener() {} }));
    try {
      const { panel, element, sync } = setUp();
      const main = document.querySelector('main');
      panel.open();
      sync();
      expect(panel.get()).toEqual({ open: true, modal: true });
      expect([main?.inert, element?.inert]).toEqual([true, undefined]);
      panel.close();
      sync();
      expect(main?.inert).toBe(false);
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it('opens on request of the server', () => {
    const { client, panel } = setUp();
    const stop = panel.connect();
    client.emit('command', { open: true });
    expect(panel.get().open).toBe(true);
    stop();
    client.emit('command', { open: false });
    expect(panel.get().open).toBe(true);
  });
});
