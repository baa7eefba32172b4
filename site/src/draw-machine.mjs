/**
 * Shows the drawn machine where a page has a Mermaid diagram below the heading of a region: GitHub draws those itself.
 *
 * @param md the Markdown parser of the site
 * @param {readonly { readonly name: string, readonly svg: string }[]} charts
 */
export function drawMachine(md, charts) {
  md.core.ruler.push('draw-machine', ({ tokens }) => {
    let heading = '';
    for (const [index, token] of tokens.entries()) {
      if (token.type === 'heading_open') heading = tokens[index + 1]?.content ?? '';
      const chart = token.info === 'mermaid' ? charts.find(({ name }) => name === heading) : undefined;
      if (!chart) continue;
      token.type = 'html_block';
      token.content = `<div class="machine-chart" data-region="${chart.name}" role="group" aria-label="${chart.name}" tabindex="0" v-pre>${chart.svg}</div>\n`;
    }
  });
}
