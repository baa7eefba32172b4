export const SOUND_ON = 'M4.5 9.5v5h3l4.5 4v-13l-4.5 4h-3ZM15.5 9c1.7 1.6 1.7 4.4 0 6M18 6.5c3.2 3 3.2 8 0 11';
