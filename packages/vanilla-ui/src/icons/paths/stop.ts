export const STOP = 'M7.5 7.5h9v9h-9z';
