import type { FastifyPluginAsync } from 'fastify';

const SHAPES = {
  desk: '<path d="M160 92v96" /><ellipse cx="160" cy="196" rx="46" ry="8" /><circle cx="160" cy="66" r="34" />',
  wide: '<path d="M84 62h152M160 62v128" /><ellipse cx="160" cy="196" rx="52" ry="8" />',
  clip: '<path d="M92 60v88M92 104h40" /><circle cx="168" cy="104" r="38" />',
} as const;

/** A drawing of a lamp. */
const picture = (
  shape: string,
) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 220" width="320" height="220">
  <defs>
    <linearGradient id="room" x2="0" y2="1"><stop stop-color="#3b342c"/><stop offset="1" stop-color="#1f1b17"/></linearGradient>
    <filter id="glow" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="9"/></filter>
  </defs>
  <rect width="320" height="220" fill="url(#room)"/>
  <g fill="none" stroke-linecap="round">
    <g stroke="#ffd48a" stroke-width="16" opacity=".5" filter="url(#glow)">${shape}</g>
    <g stroke="#ffe9c4" stroke-width="7">${shape}</g>
  </g>
</svg>
`;

/** The pictures of the demo's cards: `/demo/lamp-desk.svg` and so on. */
export const lampRoutes: FastifyPluginAsync = async (app) => {
  for (const [name, shape] of Object.entries(SHAPES)) {
    app.get(`/demo/lamp-${name}.svg`, (_request, reply) =>
      reply
        // Prevents scripts if the picture is opened as a page.
        .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
        .header('cache-control', 'public, max-age=3600')
        .type('image/svg+xml')
        .send(picture(shape)),
    );
  }
};
