import type { Message } from '@connective-chat/core';
import { describe, expect, it, vi } from 'vitest';

/** A press of a button below a message. */
export interface PressedButton {
  readonly messageId: string;
  readonly buttonId: string;
}

/** A complete chat UI on a page: what a person sees and does. */
export interface Face {
  /** Receives a message of the other side. */
  receive(text: string, format: 'plain' | 'markdown'): Promise<void>;
  /** Adds a message to the conversation, or replaces the one with its id. */
  put(message: Message): Promise<void>;
  /** What contains the messages. */
  readonly root: ParentNode;
  /** The buttons that were pressed; `null` where only somebody else can press them. */
  pressed(): readonly PressedButton[] | null;
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

/** Some UI is loaded with the first message that needs it. */
const PATIENCE = { timeout: 20_000 };

/** A message that asks for an approval, and the press that answers it. */
function approvalMessages() {
  const button = (id: string, label: string) => ({ id, label, action: { type: 'reply' } }) as const;
  const message = (id: string, kind: 'bot' | 'visitor', body: Message['body'], delivery: Message['delivery']) =>
    ({ id, serverId: id, from: { kind }, at: '2026-03-01T12:03:00.000Z', body, delivery }) as Message;
  return {
    question: message(
      'question',
      'bot',
      {
        type: 'text',
        format: 'plain',
        text: 'Shall I change it?',
        buttons: [[button('approve', 'Change it'), button('decline', 'No')]],
        approval: { tool: 'Change the delivery address', items: [{ label: 'New address', value: '5 Hill Road' }] },
      },
      'confirmed',
    ),
    press: (buttonId: 'approve' | 'decline', delivery: Message['delivery'] = 'confirmed') =>
      message('press', 'visitor', { type: 'press', messageId: 'question', buttonId, label: '' }, delivery),
    other: message('other', 'visitor', { type: 'text', text: 'Wait', format: 'plain' }, 'confirmed'),
  };
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

    it('keeps the elements of a streamed answer when it ends, also if it gets buttons', async () => {
      const face = await mount();
      const text = '## Delivery\n\n1. First\n2. Second\n\n```\ncode\n```\n\nThe end';
      const from = { kind: 'bot' } as const;
      const known = { id: 'answer', from, at: '2026-03-01T12:03:00.000Z', delivery: 'confirmed' } as const;
      const body = { type: 'text', format: 'markdown', text } as const;
      await face.put({ ...known, body, streaming: true });
      await vi.waitFor(() => expect(face.newest().children).toHaveLength(4), PATIENCE);
      const blocks = [...face.newest().children];
      const buttons = [[{ id: 'thanks', label: 'Thanks', action: { type: 'reply' } } as const]];
      const steps = [{ id: 'search', name: 'search', text: 'Searched', state: 'done', startedAt: known.at } as const];
      await face.put({ ...known, serverId: 'answer', seq: 2, body: { ...body, text: `${text}.`, buttons }, steps });
      expect(face.newest().textContent).toContain('The end.');
      expect([...face.newest().children].map((block, index) => block === blocks[index])).toEqual([
        true,
        true,
        true,
        true,
      ]);
      expect(face.root.textContent).toContain('Thanks');
      await face.unmount();
    });

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

    /** Shows the approval; `null` while the UI loads it. */
    const approvalOf = (face: Face) => face.root.querySelector<HTMLElement>('[data-part=approval]');
    const showApproval = async (face: Face, question: Message): Promise<HTMLElement> => {
      await face.put(question);
      return vi.waitFor(() => {
        const approval = approvalOf(face);
        if (!approval) throw new Error('there is no approval');
        return approval;
      }, PATIENCE);
    };
    const buttonsOf = (approval: HTMLElement) =>
      [...approval.querySelectorAll<HTMLButtonElement>('button')].filter((button) => !button.closest('[hidden]'));
    const linesOf = (approval: HTMLElement) =>
      [...approval.querySelectorAll('p:not([hidden])')].map(({ textContent }) => textContent.trim());

    it('shows an approval as a group named by its tool, with the values, and leaves the focus alone', async () => {
      const face = await mount();
      face.input().focus();
      const approval = await showApproval(face, approvalMessages().question);
      expect(approval.getAttribute('role')).toBe('group');
      expect(approval.getAttribute('aria-label')).toBe('Change the delivery address');
      const terms = [...approval.querySelectorAll('dt, dd')].map(({ textContent }) => textContent);
      expect(terms).toEqual(['New address', '5 Hill Road']);
      const active = (face.input().getRootNode() as Document | ShadowRoot).activeElement;
      expect(active).toBe(face.input());
      const labels = buttonsOf(approval).map(({ textContent }) => textContent.trim());
      expect(labels).toEqual(face.pressed() ? ['Change it', 'No'] : []);
      await face.unmount();
    });

    it('answers an approval once, is busy while the answer is sent, and then shows the decision', async () => {
      const face = await mount();
      const { question, press: answer } = approvalMessages();
      const approval = await showApproval(face, question);
      if (face.pressed()) {
        await face.settle(() => buttonsOf(approval)[0]?.click());
        expect(face.pressed()).toEqual([{ messageId: 'question', buttonId: 'approve' }]);
        await face.put(answer('approve', 'pending'));
        const [approve, decline] = buttonsOf(approval);
        expect(approve?.getAttribute('aria-busy')).toBe('true');
        expect([approve, decline].map((button) => button?.getAttribute('aria-disabled'))).toEqual(['true', 'true']);
        await face.settle(() => decline?.click());
        expect(face.pressed()).toHaveLength(1);
      }
      await face.put(answer('approve'));
      expect(approval.dataset.state).toBe('approved');
      expect(buttonsOf(approval)).toEqual([]);
      expect(linesOf(approval).join()).toMatch(/(You|The visitor) approved ?·/);
      await face.put(answer('decline'));
      expect(linesOf(approval).join()).toMatch(/(You|The visitor) declined ?·/);
      await face.unmount();
    });

    it('offers no buttons of an approval any more after the visitor has written something else', async () => {
      const face = await mount();
      const { question, other } = approvalMessages();
      const approval = await showApproval(face, question);
      expect(approval.dataset.state).toBe('waiting');
      await face.put(other);
      expect(approval.dataset.state).toBe('expired');
      expect(buttonsOf(approval)).toEqual([]);
      expect(linesOf(approval).join()).toMatch(/No longer waiting|no longer possible/);
      await face.unmount();
    });
  });
}
