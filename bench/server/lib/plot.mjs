const WIDTH = 720;
const HEIGHT = 120;
const LEFT = 8;
const TITLE = 20;

/** The least-squares line through points: its slope per unit of x. */
export function slopeOf(points) {
  const mean = (at) => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const covariance = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const variance = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return variance === 0 ? 0 : covariance / variance;
}

/**
 * Small line charts under each other, as SVG.
 *
 * @param {readonly { title: string, points: readonly [x: number, y: number][] }[]} charts
 */
export function plot(charts) {
  const height = charts.length * (HEIGHT + TITLE);
  const panels = charts.map(({ title, points }, index) => {
    const top = index * (HEIGHT + TITLE) + TITLE;
    const lastX = Math.max(...points.map(([x]) => x), 1);
    const most = Math.max(...points.map(([, y]) => y), 1);
    const path = points.map(([x, y]) => {
      const left = LEFT + (x / lastX) * (WIDTH - 2 * LEFT);
      return `${left.toFixed(1)},${(top + HEIGHT - (y / most) * (HEIGHT - 10)).toFixed(1)}`;
    });
    return [
      `<text x="${LEFT}" y="${top - 4}">${title}: 0 to ${Number(most.toPrecision(3))}</text>`,
      `<line x1="${LEFT}" x2="${WIDTH - LEFT}" y1="${top + HEIGHT}" y2="${top + HEIGHT}" stroke="#999"/>`,
      `<polyline fill="none" stroke="#2563eb" stroke-width="1.5" points="${path.join(' ')}"/>`,
    ].join('\n');
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="12">`,
    `<title>${charts.map(({ title }) => title).join('; ')}</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    ...panels,
    '</svg>',
    '',
  ].join('\n');
}
