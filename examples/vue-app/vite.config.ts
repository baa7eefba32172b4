import vue from '@vitejs/plugin-vue';
import { defaultClientConditions, defineConfig } from 'vite';

export default defineConfig({
  base: '/examples/vue/',
  plugins: [vue()],
  // Inside this repository the packages are read from their sources; a copy of this folder needs no such line.
  resolve: { conditions: ['@connective-chat/source', ...defaultClientConditions] },
  server: { proxy: { '/socket.io': { target: 'http://localhost:3000', ws: true } } },
});
