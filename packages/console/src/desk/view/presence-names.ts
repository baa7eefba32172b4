import { defineMessages } from 'react-intl';

/** The names of the presence states of an operator. */
export const PRESENCE_NAMES = defineMessages({
  label: { id: 'desk.presence.label', defaultMessage: 'Your presence' },
  online: { id: 'desk.presence.online', defaultMessage: 'Online' },
  away: { id: 'desk.presence.away', defaultMessage: 'Away' },
  offline: { id: 'desk.presence.offline', defaultMessage: 'Offline' },
});
