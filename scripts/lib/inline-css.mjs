import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { transform } from 'esbuild';

/** @type {import('esbuild').Plugin}
 *  `import css from './panel.css?inline'` returns the minified text. The suffix stays in the path, because otherwise
 *  the bundler's own CSS handling would process the file. */
export const inlineCss = {
  name: 'inline-css',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\.css\?inline$/ }, ({ path, resolveDir }) => ({
      path: resolve(resolveDir, path),
      namespace: 'inline-css',
    }));
    onLoad({ filter: /\?inline$/, namespace: 'inline-css' }, async ({ path }) => {
      const file = path.replace(/\?inline$/, '');
      const { code } = await transform(await readFile(file, 'utf8'), { loader: 'css', minify: true });
      return { contents: `export default ${JSON.stringify(code.trim())};`, loader: 'js', watchFiles: [file] };
    });
  },
};
