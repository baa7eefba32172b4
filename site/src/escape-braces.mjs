/** Vue would evaluate `{{name}}` in a page; in these pages it is always text. */
export function escapeBraces(md) {
  for (const rule of ['text', 'code_inline']) {
    const original = md.renderer.rules[rule] ?? ((tokens, index) => md.utils.escapeHtml(tokens[index].content));
    md.renderer.rules[rule] = (...args) => original(...args).replaceAll('{{', '&#123;&#123;');
  }
}
