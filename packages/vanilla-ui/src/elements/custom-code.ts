const ran = new Set<string>();

/**
 * Runs the Custom Code that an administrator has put into the bot's settings: once on a page, as a module with the
 * rights of the page. By `import()` of a blob and not by `eval` or a `<script>` of text, so that a strict policy with
 * Trusted Types takes it where scripts may load scripts; a policy that lists hosts must list `blob:`, and where it
 * does not, the code does not run. An error in the code does not affect the chat.
 */
export async function runCustomCode(code: string): Promise<void> {
  // A page in a frame is not the page the code was written for.
  if (ran.has(code) || window.top !== window.self) return;
  ran.add(code);
  const url = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
  try {
    await import(url);
  } catch (error) {
    console.warn('[connective-chat] The Custom Code of the bot failed:', error);
  } finally {
    URL.revokeObjectURL(url);
  }
}
