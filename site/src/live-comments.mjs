/**
 * Comments in a page, which GitHub hides. `<!-- live: widget-options -->` shows the examples of a group,
 * `<!-- live: concepts thinking,handoff -->` some of them, `<!-- live: theme -->` the editor of the theme. Any other
 * comment is dropped: without HTML in the pages it would be shown as text.
 */
export function liveComments(md) {
  md.block.ruler.before(
    'paragraph',
    'live-comment',
    (state, startLine, _endLine, silent) => {
      const line = state.src.slice(state.bMarks[startLine] + state.tShift[startLine], state.eMarks[startLine]);
      const comment = /^<!-- (.*?) -->$/.exec(line);
      if (!comment) return false;
      if (silent) return true;
      state.line = startLine + 1;
      const live = /^live: ([\w-]+)(?: ([\w,-]+))?$/.exec(comment[1]);
      if (live) {
        const [, group, only] = live;
        const token = state.push('html_block', '', 0);
        token.content =
          group === 'theme'
            ? '<ThemeEditor />\n'
            : `<LiveExample group="${group}"${only ? ` only="${only}"` : ''} />\n`;
      }
      return true;
    },
    { alt: ['paragraph', 'reference', 'blockquote', 'list'] },
  );
}
