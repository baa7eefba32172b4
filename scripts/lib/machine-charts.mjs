import { graphlib, layout } from '@dagrejs/dagre';
import { eventOf, loadMachine, shortOf, statesOf, transitionsOf } from './machine.mjs';

const FONT = 12;
const LABEL_FONT = 10;
/** The width of a letter in these sizes of a sans-serif font; a little more than the average. */
const LETTER = 6.9;
const LABEL_LETTER = 5.5;
const LABEL_LINE = 12;
const PADDING = 12;
const ROW = 30;

const escapeXml = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** The events between each pair of states of a node, by the paths of the states. */
function edgesOf(region, states) {
  const edges = new Map();
  for (const node of states) {
    for (const transition of transitionsOf(node)) {
      const event = eventOf(transition, node).replaceAll(/[`*]/g, '');
      for (const target of transition.target ?? []) {
        if (!states.includes(target) || target === node) continue;
        const [from, to] = [shortOf(node, region), shortOf(target, region)];
        const key = `${from}\n${to}`;
        const edge = edges.get(key) ?? { from, to, events: [] };
        if (!edge.events.includes(event)) edge.events.push(event);
        edges.set(key, edge);
      }
    }
  }
  return [...edges.values()];
}

/** Lays out the states directly below a node; each state that has states of its own is laid out first. */
function layoutOf(region, node, rankdir) {
  const children = Object.values(node.states);
  const inner = new Map(
    children
      .filter((child) => Object.keys(child.states).length > 0)
      .map((child) => [shortOf(child, region), layoutOf(region, child, 'LR')]),
  );
  const graph = new graphlib.Graph({ multigraph: false });
  graph.setGraph({ rankdir, nodesep: 22, edgesep: 14, ranksep: 34, marginx: 4, marginy: 4 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const child of children) {
    const id = shortOf(child, region);
    const own = child.key.length * LETTER + 2 * PADDING;
    const nested = inner.get(id);
    graph.setNode(id, {
      key: child.key,
      blocks: child.tags.includes('inputBlocked'),
      inner: nested,
      width: nested ? Math.max(own, nested.width + 2 * PADDING) : own,
      height: nested ? nested.height + ROW + PADDING : ROW,
    });
  }
  for (const { from, to, events } of edgesOf(region, children)) {
    graph.setEdge(from, to, {
      events,
      width: Math.max(...events.map((event) => event.length)) * LABEL_LETTER + 8,
      height: events.length * LABEL_LINE + 4,
      labelpos: 'c',
    });
  }
  layout(graph);
  const { width, height } = graph.graph();
  return { graph, width, height };
}

/** A smooth line through the points. */
function pathOf(points) {
  const at = ({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`;
  const [first, ...rest] = points;
  let path = `M${at(first)}`;
  for (let index = 0; index < rest.length - 1; index++) {
    const [point, next] = [rest[index], rest[index + 1]];
    const end = index === rest.length - 2 ? next : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    path += `Q${at(point)} ${at(end)}`;
  }
  return rest.length === 1 ? `${path}L${at(rest[0])}` : path;
}

function draw(region, { graph }, marker) {
  const lines = [];
  const labels = [];
  const states = [];
  for (const key of graph.edges()) {
    const { points, x, y, width, height, events } = graph.edge(key);
    lines.push(`<path class="chart-line" d="${pathOf(points)}" marker-end="url(#${marker})"/>`);
    const text = events
      .map(
        (event, index) =>
          `<tspan x="${x.toFixed(1)}" y="${(y - height / 2 + 2 + LABEL_LINE * (index + 0.8)).toFixed(1)}">${escapeXml(event)}</tspan>`,
      )
      .join('');
    labels.push(
      `<rect class="chart-ground" x="${(x - width / 2 + 2).toFixed(1)}" y="${(y - height / 2).toFixed(1)}" width="${(width - 4).toFixed(1)}" height="${height}"/><text class="chart-event">${text}</text>`,
    );
  }
  for (const id of graph.nodes()) {
    const { x, y, width, height, key, inner, blocks } = graph.node(id);
    const [left, top] = [x - width / 2, y - height / 2];
    const name = `<text class="chart-name" x="${x.toFixed(1)}" y="${(inner ? top + ROW / 2 + 4 : y + 4).toFixed(1)}">${escapeXml(key)}</text>`;
    const nested = inner
      ? `<g transform="translate(${(x - inner.width / 2).toFixed(1)} ${(top + ROW - 4).toFixed(1)})">${draw(region, inner, marker)}</g>`
      : '';
    states.push(
      `<g class="chart-state${blocks ? ' chart-blocks' : ''}" data-state="${region.key}.${id}"><rect x="${left.toFixed(1)}" y="${top.toFixed(1)}" width="${width.toFixed(1)}" height="${height}" rx="7"/>${name}${nested}</g>`,
    );
  }
  return [...lines, ...labels, ...states].join('');
}

/**
 * Draws each region of the machine as an SVG, coloured by the CSS of the page that contains it. The group of a state has
 * `data-state`, such as `connection.online.fresh`.
 *
 * @returns {Promise<{ name: string, svg: string }[]>}
 */
export async function machineCharts() {
  const { createChatMachine } = await loadMachine();
  const chatMachine = createChatMachine({});
  return Object.values(chatMachine.root.states).map((region) => {
    const count = [...statesOf(region)].length;
    const chart = layoutOf(region, region, count > 6 ? 'TB' : 'LR');
    const marker = `arrow-${region.key}`;
    const [width, height] = [Math.ceil(chart.width), Math.ceil(chart.height)];
    const svg =
      `<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="The states of the region ${region.key}" font-size="${FONT}">` +
      `<defs><marker id="${marker}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path class="chart-arrow" d="M0 0.5 8 4 0 7.5z"/></marker></defs>` +
      `${draw(region, chart, marker)}</svg>`;
    return {
      name: region.key,
      svg: svg.replaceAll('class="chart-event"', `class="chart-event" font-size="${LABEL_FONT}"`),
    };
  });
}
