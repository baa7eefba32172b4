import { describe, expect, it } from 'vitest';

/** A complete chat UI on a page: what a person sees and does. */
export interface Face {
  /** Receives a message of the other side. */
  receive(text: string, format: 'plain' | 'markdown'): Promise<void>;
  /** The element with the text of the newest message. */
  newest(): Element;
  input(): HTMLTextAreaElement;
  sendButton(): HTMLElement;
  /** The texts that the UI has sent. */
  sent(): readonly string[];
  /** Applies a change and waits until it is rendered. */
  settle(change: () => unknown): Promise<void>;
  unmount(): Promise<void>;
}

/** How to mount a UI, on a conversation whose texts are limited to 64 bytes. */
export interface FaceAdapter {
  readonly name: string;
  mount(): Promise<Face>;
}

/** The markup without the nodes that a framework adds between elements. */
function markupOf(element: Element): string {
  const copy = element.cloneNode(true) as Element;
  copy.normalize();
  return copy.innerHTML.replace(/<!--.*?-->/g, '');
}

/** The tests that every chat UI has to pass: React, Vue, the widget and the operator desk. */
export function describeFace({ name, mount }: FaceAdapter): void {
  describe(`the UI of ${name}`, () => {
    const write = (face: Face, text: string) =>
      face.settle(() => {
        // With the setter of the prototype, as a browser does it: React overrides the setter of the element.
        Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(face.input(), text);
        face.input().dispatchEvent(new InputEvent('input', { bubbles: true }));
      });
    const press = async (face: Face, init: KeyboardEventInit & { keyCode?: number } = {}) => {
      const event = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...init });
      await face.settle(() => face.input().dispatchEvent(event));
      return event;
    };

    it('renders a text like every other UI, and runs no markup in it', async () => {
      const face = await mount();
      await face.receive('john\\_doe (5\\*2) **x**', 'markdown');
      expect(markupOf(face.newest())).toBe('<p>john_doe (5*2) <strong>x</strong></p>');
      await face.receive('<img src=x onerror=alert(1)> **y**', 'plain');
      expect(markupOf(face.newest())).toBe('&lt;img src=x onerror=alert(1)&gt; **y**');
      await face.unmount();
    });

    it('sends the trimmed text on Enter, and then clears the input', async () => {
      const face = await mount();
      await write(face, '  Hello \n');
      expect((await press(face)).defaultPrevented).toBe(true);
      expect(face.sent()).toEqual(['Hello']);
      expect(face.input().value).toBe('');
      await face.unmount();
    });

    it('inserts a line break on Shift+Enter, and does not send during IME composition (A12)', async () => {
      const face = await mount();
      await write(face, 'にほん');
      expect((await press(face, { shiftKey: true })).defaultPrevented).toBe(false);
      await press(face, { isComposing: true });
      await press(face, { keyCode: 229 });
      expect(face.sent()).toEqual([]);
      await face.unmount();
    });

    it('does not send an empty message, and shows it without moving the focus (A10)', async () => {
      const face = await mount();
      await write(face, '   ');
      face.input().focus();
      await press(face);
      await face.settle(() => face.sendButton().click());
      expect(face.sent()).toEqual([]);
      expect(face.sendButton().getAttribute('aria-disabled')).toBe('true');
      expect(face.sendButton().hasAttribute('disabled')).toBe(false);
      expect(face.input().disabled).toBe(false);
      await face.unmount();
    });

    it('keeps a text that is too long, and links the reason to the input', async () => {
      const face = await mount();
      const text = 'ї'.repeat(33);
      await write(face, text);
      await press(face);
      expect(face.sent()).toEqual([]);
      expect(face.input().value).toBe(text);
      expect(face.sendButton().getAttribute('aria-disabled')).toBe('true');
      const root = face.input().getRootNode() as Document | ShadowRoot;
      const reason = root.getElementById(face.input().getAttribute('aria-describedby') ?? '');
      expect(reason?.textContent).toMatch(/too long/);
      await write(face, 'short');
      await press(face);
      expect(face.sent()).toEqual(['short']);
      await face.unmount();
    });

    it('has a labelled input with dir="auto" (A17)', async () => {
      const face = await mount();
      const input = face.input();
      expect(input.getAttribute('aria-label') || input.labels?.[0]?.textContent).toBeTruthy();
      expect(input.dir).toBe('auto');
      expect(face.sendButton().getAttribute('aria-label')).toBe('Send');
      await face.unmount();
    });

    it('has a message list that is not a live region, because the announcer speaks (A1)', async () => {
      const face = await mount();
      await face.receive('Hello', 'plain');
      const live = face.newest().closest('[aria-live]:not([aria-live=off])');
      expect(live).toBeNull();
      await face.unmount();
    });
  });
}
