import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';
import { machineCharts } from '../scripts/lib/machine-charts.mjs';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The module `virtual:machine-charts`: the regions of the machine, drawn when the page is built. */
const charts = {
  name: 'machine-charts',
  resolveId: (id: string) => (id === 'virtual:machine-charts' ? `\0${id}` : null),
  load: async (id: string) =>
    id === '\0virtual:machine-charts' ? `export default ${JSON.stringify(await machineCharts())}` : null,
};

export default defineConfig({
  root: at('.'),
  // The pages work at any path, also below that of the documentation.
  base: './',
  plugins: [react(), charts],
  resolve: { conditions: ['@connective-chat/source', ...defaultClientConditions] },
  define: { __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false' },
  build: {
    emptyOutDir: true,
    // `light-dark()` is used as it is.
    target: ['chrome123', 'edge123', 'firefox128', 'safari17.5'],
    chunkSizeWarningLimit: 700,
    rollupOptions: {
      input: {
        playground: at('index.html'),
        gallery: at('gallery/index.html'),
        state: at('gallery/state.html'),
        own: at('gallery/own.html'),
      },
      onwarn: (warning, warn) => {
        // A comment of zod that the bundler cannot place.
        if (warning.code !== 'INVALID_ANNOTATION') warn(warning);
      },
    },
  },
});
