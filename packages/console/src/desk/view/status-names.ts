import { defineMessages } from 'react-intl';

/** The names of the states of a dialog. */
export const STATUS_NAMES = defineMessages({
  bot: { id: 'desk.status.bot', defaultMessage: 'With the bot' },
  queued: { id: 'desk.status.queued', defaultMessage: 'In the queue' },
  operator: { id: 'desk.status.operator', defaultMessage: 'With' },
  closed: { id: 'desk.status.closed', defaultMessage: 'Closed' },
});
