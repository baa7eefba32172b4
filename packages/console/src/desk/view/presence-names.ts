import { defineMessages } from 'react-intl';

/** How the presence of an operator is called. */
export const PRESENCE_NAMES = defineMessages({
  label: { id: 'desk.presence.label', defaultMessage: 'Your presence' },
  online: { id: 'desk.presence.online', defaultMessage: 'Online' },
  away: { id: 'desk.presence.away', defaultMessage: 'Away' },
  offline: { id: 'desk.presence.offline', defaultMessage: 'Offline' },
});
