export const SOUND_OFF = 'M4.5 9.5v5h3l4.5 4v-13l-4.5 4h-3ZM16 9.5l5 5M21 9.5l-5 5';
