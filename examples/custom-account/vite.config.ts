import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

export default defineConfig({
  base: './',
  // The React Compiler memoizes the components of this example.
  plugins: [react({ babel: { plugins: ['babel-plugin-react-compiler'] } })],
  // Inside this repository the packages are resolved to their sources; a copy of this folder does not need this line.
  resolve: { conditions: ['@connective-chat/source', ...defaultClientConditions] },
  server: { proxy: { '/socket.io': { target: 'http://localhost:3000', ws: true }, '/api': 'http://localhost:3000' } },
});
