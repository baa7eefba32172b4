import { CONSOLE_PAGE } from './console-page.ts';

const ran = new Set<string>();

/**
 * Runs the Custom Code of the bot's settings, once per page, as a module with the rights of the page. It is imported as
 * a blob instead of `eval` or an inline script, so that a strict policy with Trusted Types allows it if scripts may
 * load scripts. A policy that lists hosts must include `blob:`, otherwise the code does not run. An error in the code
 * does not affect the chat.
 */
export async function runCustomCode(code: string): Promise<void> {
  // Not in an iframe, because the code was written for the page itself.
  if (ran.has(code) || window.top !== window.self) return;
  ran.add(code);
  const url = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
  try {
    await import(url);
  } catch (error) {
    console.warn(`[connective-chat] The Custom Code of the bot failed (${CONSOLE_PAGE}):`, error);
  } finally {
    URL.revokeObjectURL(url);
  }
}
