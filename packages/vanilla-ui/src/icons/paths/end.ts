export const END = 'M9.5 5H7a2 2 0 0 0-2 2v10a2 2 0 0 0 2 2h2.5M14.5 8l4 4-4 4M18 12h-8';
