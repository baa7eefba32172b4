/** Shows the file name of a code block, such as ```tsx src/App.tsx, above it: GitHub and VitePress hide it. */
export function fileNames(md) {
  const fence = md.renderer.rules.fence;
  md.renderer.rules.fence = (tokens, index, ...rest) => {
    const name = /^\w+ ([\w./-]+)$/.exec(tokens[index].info.trim())?.[1];
    const block = fence(tokens, index, ...rest);
    return name ? `<p class="file-name">${md.utils.escapeHtml(name)}</p>\n${block}` : block;
  };
}
