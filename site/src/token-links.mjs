const NAME = /^--cc-[a-z-]+$/;

/** In a table whose first column is named `property`, each custom property links its live example on the same page. */
export function tokenLinks(md) {
  const original = md.renderer.rules.code_inline;
  md.renderer.rules.code_inline = (tokens, index, options, env, self) => {
    const html = original(tokens, index, options, env, self);
    const property = tokens[index].content;
    const isName = tokens.length === 1 && env.relativePath === 'theming.md' && NAME.test(property);
    return isName ? `<a href="#try-theme-tokens-${property}">${html}</a>` : html;
  };
}
