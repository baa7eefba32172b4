import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The pages of the server: one application, and the frame in which a widget is tried. */
export default defineConfig({
  root: at('.'),
  // The pages stand at addresses of several depths, so that what they load has one place of its own.
  base: '/pages/',
  plugins: [react()],
  resolve: { conditions: ['@connective-chat/source', ...defaultClientConditions] },
  build: {
    outDir: at('./dist'),
    emptyOutDir: true,
    // `light-dark()` and the like are used as they are.
    target: ['chrome123', 'edge123', 'firefox128', 'safari17.5'],
    // Nothing is inlined: the policy of the pages allows no data of other kinds than pictures.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rollupOptions: {
      input: [at('./index.html'), at('./preview.html')],
      onwarn: (warning, warn) => {
        // A comment of zod that the bundler cannot place.
        if (warning.code !== 'INVALID_ANNOTATION') warn(warning);
      },
    },
  },
});
