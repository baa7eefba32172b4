import { defineMessages } from 'react-intl';

/** The branches by which a node of a scenario leads to others, by their keys. */
export const BRANCH_NAMES = defineMessages({
  next: { id: 'settings.scenario.branches.next', defaultMessage: 'next' },
  otherwise: { id: 'settings.scenario.branches.otherwise', defaultMessage: 'otherwise' },
  timeout: { id: 'settings.scenario.branches.timeout', defaultMessage: 'timeout' },
  notFound: { id: 'settings.scenario.branches.notFound', defaultMessage: 'not found' },
  error: { id: 'settings.scenario.branches.error', defaultMessage: 'error' },
  stopped: { id: 'settings.scenario.branches.stopped', defaultMessage: 'stopped' },
  limit: { id: 'settings.scenario.branches.limit', defaultMessage: 'limit reached' },
  offline: { id: 'settings.scenario.branches.offline', defaultMessage: 'nobody online' },
  closed: { id: 'settings.scenario.branches.closed', defaultMessage: 'closed' },
  success: { id: 'settings.scenario.branches.success', defaultMessage: 'talk has ended' },
  returned: { id: 'settings.scenario.branches.returned', defaultMessage: 'returned' },
  banned: { id: 'settings.scenario.branches.banned', defaultMessage: 'banned' },
});
