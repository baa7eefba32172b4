/* What warns of misspelt options. A page with none in it does not wait for this code: it is loaded when the browser is idle. */
export { checkInit } from '../embed/check-init.ts';
export { checkAttributes } from './check-attributes.ts';
export { checkOptions } from './check-options.ts';
