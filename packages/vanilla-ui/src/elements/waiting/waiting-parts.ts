export { createChoices } from './choices.ts';
