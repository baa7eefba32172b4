/** The paths of the icons, on a grid of 24 with a stroke of 1.75. */
export const icons = {
  chat: 'M5 5.5h14a1.5 1.5 0 0 1 1.5 1.5v8.5A1.5 1.5 0 0 1 19 17h-6.2L8 20.8V17H5a1.5 1.5 0 0 1-1.5-1.5V7A1.5 1.5 0 0 1 5 5.5Z',
  close: 'm6.5 6.5 11 11m0-11-11 11',
  send: 'M12 19V5.5m-5.5 5L12 5l5.5 5.5',
  stop: 'M7.5 7.5h9v9h-9Z',
  down: 'M12 5v13.5m-5.5-5L12 19l5.5-5.5',
  pending: 'M12 8v4.2l2.6 1.6M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16Z',
  sent: 'm6 12.5 4 4 8-9',
  read: 'm2.5 12.5 4 4 8-9m-3 8 1 1 8-9',
  failed: 'M12 8v4.5m0 3.4v.1M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16Z',
  attach: 'm19 11.5-7.4 7.4a4.6 4.6 0 0 1-6.5-6.5l7.8-7.8a3.1 3.1 0 0 1 4.4 4.4l-7.7 7.7a1.6 1.6 0 0 1-2.2-2.2l7-7.1',
  box: 'M4 7.8 12 4l8 3.8v8.4L12 20l-8-3.8V7.8Zm0 0 8 3.7 8-3.7m-8 3.7V20',
  person: 'M12 12a3.8 3.8 0 1 0 0-7.6 3.8 3.8 0 0 0 0 7.6Zm-7 8c.6-3.3 3.4-5 7-5s6.4 1.7 7 5',
  file: 'M7 4h6.5L18 8.5V20H7V4Zm6 0v5h5',
} as const;

export type IconName = keyof typeof icons;
