export { optionsFromAttributes } from './options-from-attributes.ts';
export { Shell } from './shell.ts';
