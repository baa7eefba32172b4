/* The checks of options. Loaded when the browser is idle, so that no page waits for them. */
export { checkInit } from '../embed/check-init.ts';
export { checkAttributes } from './check-attributes.ts';
export { checkOptions } from './check-options.ts';
