import type { FrameLocator, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** The user interface under test: the drop-in widget, or an example application that uses a binding. */
export type FaceName = 'widget' | 'react' | 'vue';

const MARKS = {
  widget: { launcher: '[part~=launcher]', row: '[part~=row]:not([hidden])', thinking: '[part~=thinking]' },
  example: {
    launcher: '[data-testid=chat-launcher]',
    row: '[data-testid=message]',
    thinking: '[data-testid=thinking]',
  },
};

/** The demo answers within a second, but a busy machine may take much longer to render it. */
const PATIENCE = { timeout: 20_000, interval: 50 };

/**
 * Uses the chat as a visitor does, in the same way for every user interface, in a page or in a frame. Texts are
 * searched only in the message rows, because the live region for screen readers repeats each new message.
 */
export class ChatFace {
  static paths: Record<FaceName, string> = { widget: '/', react: '/examples/react/', vue: '/examples/vue/' };

  readonly launcher: Locator;
  readonly rows: Locator;
  readonly thinking: Locator;
  readonly input: Locator;
  readonly #page: Page | FrameLocator;

  constructor(page: Page | FrameLocator, name: FaceName) {
    const marks = MARKS[name === 'widget' ? 'widget' : 'example'];
    this.#page = page;
    this.launcher = page.locator(marks.launcher);
    this.rows = page.locator(marks.row);
    this.thinking = page.locator(marks.thinking);
    this.input = page.getByRole('textbox');
  }

  async open(): Promise<void> {
    await this.launcher.waitFor();
    const isOpening = (await this.launcher.getAttribute('aria-expanded')) === 'true';
    // A click on the launcher of a chat that is open, or is being loaded, would close it.
    if (!isOpening && !(await this.input.isVisible())) await this.launcher.click();
    await this.input.waitFor();
  }

  async say(text: string): Promise<void> {
    await this.input.fill(text);
    await this.input.press('Enter');
  }

  /** The last button with this label: a scenario may offer the same button several times. */
  button(label: string): Locator {
    return this.#page.getByRole('button', { name: label }).last();
  }

  /**
   * Presses the last button with this label, once it is enabled. By the keyboard: Playwright scrolls to what it clicks,
   * and a click is lost if the button for new messages appears between pressing and releasing the mouse.
   */
  async press(label: string): Promise<void> {
    const button = this.button(label);
    await expect.poll(() => button.getAttribute('aria-disabled'), PATIENCE).not.toBe('true');
    await button.press('Enter');
  }

  /** Waits until exactly `times` messages contain this text. */
  async sees(text: string, times = 1): Promise<void> {
    await expect.poll(() => this.rows.filter({ hasText: text }).count(), { ...PATIENCE, message: text }).toBe(times);
  }

  /** Waits until the visitor can send again. */
  async isFree(): Promise<void> {
    await expect.poll(() => this.thinking.isVisible(), PATIENCE).toBe(false);
  }

  /** The text of each message in the conversation, without times and delivery ticks. */
  async texts(): Promise<string[]> {
    const all = await this.rows.allInnerTexts();
    return all.map((text) =>
      text
        .split('\n')
        .map((line) => line.trim())
        .filter(
          (line) => line && !/^\d{1,2}:\d{2}( [AP]M)?$/.test(line) && !/^(Sent|Delivered|Sending|Today)$/.test(line),
        )
        .join('\n'),
    );
  }
}
