export const SEND = 'M12 18.5V5.5M6.5 11L12 5.5l5.5 5.5';
