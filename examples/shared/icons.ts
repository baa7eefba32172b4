/** The paths of the icons, on a grid of 24 with a stroke of 1.75. */
export const icons = {
  chat: 'M5 5.5h14a1.5 1.5 0 0 1 1.5 1.5v8.5A1.5 1.5 0 0 1 19 17h-6.2L8 20.8V17H5a1.5 1.5 0 0 1-1.5-1.5V7A1.5 1.5 0 0 1 5 5.5Z',
  close: 'm6.5 6.5 11 11m0-11-11 11',
  send: 'M12 19V5.5m-5.5 5L12 5l5.5 5.5',
  down: 'M12 5v13.5m-5.5-5L12 19l5.5-5.5',
  pending: 'M12 8v4.2l2.6 1.6M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16Z',
  sent: 'm6 12.5 4 4 8-9',
  read: 'm2.5 12.5 4 4 8-9m-3 8 1 1 8-9',
  failed: 'M12 8v4.5m0 3.4v.1M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16Z',
  file: 'M7 4h6.5L18 8.5V20H7V4Zm6 0v5h5',
} as const;

export type IconName = keyof typeof icons;
