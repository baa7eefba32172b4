export const FILE = 'M13.5 3.5H8a2 2 0 0 0-2 2v13a2 2 0 0 0 2 2h8a2 2 0 0 0 2-2V8l-4.5-4.5ZM13.5 3.5V8H18';
