import type { FrameLocator, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** How a visitor meets the chat: the drop-in widget, or an application's own UI over a binding. */
export type FaceName = 'widget' | 'react' | 'vue';

const MARKS = {
  widget: { launcher: '[part~=launcher]', row: '[part~=row]:not([hidden])', thinking: '[part~=thinking]' },
  example: {
    launcher: '[data-testid=chat-launcher]',
    row: '[data-testid=message]',
    thinking: '[data-testid=thinking]',
  },
};

/** A demo answers within a second; on a busy machine a browser may still take long to show it. */
const PATIENCE = { timeout: 20_000, interval: 50 };

/**
 * The chat as the visitor uses it, the same for every UI, in a page or in a frame of one. Texts are looked for in the
 * message rows alone: the live region for screen readers holds the text of a new message a second time.
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
    if (!(await this.input.isVisible())) await this.launcher.click();
    await this.input.waitFor();
  }

  async say(text: string): Promise<void> {
    await this.input.fill(text);
    await this.input.press('Enter');
  }

  /** The latest button with this label: a scenario offers the same again further down. */
  button(label: string): Locator {
    return this.#page.getByRole('button', { name: label }).last();
  }

  /** Presses the latest button with this label, once the chat takes it. */
  async press(label: string): Promise<void> {
    const button = this.button(label);
    await expect.poll(() => button.getAttribute('aria-disabled'), PATIENCE).not.toBe('true');
    await button.click();
  }

  /** Waits until a message with this text is there, as many times as it should be. */
  async sees(text: string, times = 1): Promise<void> {
    await expect.poll(() => this.rows.filter({ hasText: text }).count(), { ...PATIENCE, message: text }).toBe(times);
  }

  /** Waits until the visitor may send again. */
  async isFree(): Promise<void> {
    await expect.poll(() => this.thinking.isVisible(), PATIENCE).toBe(false);
  }

  /** What stands in the conversation, a string per message, without times and ticks. */
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
