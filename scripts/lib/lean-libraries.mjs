// What the libraries bring along and no chat of ours can use: the widget is built without it. A page that bundles
// the packages by itself gets the libraries whole.

import { dirname } from 'node:path';

/** Which module, by the end of its path, and what stands in its place. */
const REPLACED = {
  // A third transport, which has to be asked for by name.
  'engine.io-client/build/esm/transports/webtransport.js': 'export class WT {}',
  // A parser of addresses for browsers without `URL`.
  'engine.io-client/build/esm/contrib/parseuri.js': `
    export function parse(address) {
      const { protocol, hostname, port, search } = new URL(address);
      return { protocol: protocol.slice(0, -1), host: hostname.replace(/[[\\]]/g, ''), port, query: search.slice(1) };
    }`,
  // Attachments. A chat speaks JSON, and its files go over HTTP; a frame with an attachment ends the connection, as
  // any other that cannot be read.
  'socket.io-parser/build/esm/binary.js':
    'export const deconstructPacket = null; export const reconstructPacket = null;',
  'socket.io-parser/build/esm/is-binary.js': 'export const isBinary = () => false; export const hasBinary = isBinary;',
  'engine.io-parser/build/esm/encodePacket.browser.js': `
    import { PACKET_TYPES } from './commons.js';
    export const encodePacket = ({ type, data }, _, callback) => callback(PACKET_TYPES[type] + (data || ''));
    export const encodePacketToBinary = null;`,
  'engine.io-parser/build/esm/contrib/base64-arraybuffer.js': 'export const decode = () => new ArrayBuffer(0);',
};

/** @type {import('esbuild').Plugin} */
export const leanLibraries = {
  name: 'lean-libraries',
  setup({ onStart, onLoad, onEnd }) {
    const met = new Set();
    onStart(() => met.clear());
    onLoad({ filter: /\/node_modules\/.+\.js$/ }, ({ path }) => {
      const module = path.split('/node_modules/').pop();
      if (!Object.hasOwn(REPLACED, module)) return undefined;
      met.add(module);
      return { contents: REPLACED[module], loader: 'js', resolveDir: dirname(path) };
    });
    // A new version that lays its files out otherwise would quietly weigh more.
    onEnd(() => ({
      errors: Object.keys(REPLACED)
        .filter((module) => !met.has(module))
        .map((module) => ({ text: `${module} is no part of the widget any more` })),
    }));
  },
};
