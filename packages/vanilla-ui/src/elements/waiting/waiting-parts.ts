export { createChoices } from './choices.ts';
export { createQueued } from './queued.ts';
