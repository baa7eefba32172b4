import { defineMessages } from 'react-intl';
import { useNamesOf } from '../../shell/locale/use-names-of.ts';

const TYPE_NAMES = defineMessages({
  start: { id: 'settings.scenario.nodeType.start', defaultMessage: 'Start' },
  message: { id: 'settings.scenario.nodeType.message', defaultMessage: 'Message' },
  input: { id: 'settings.scenario.nodeType.input', defaultMessage: 'Wait for input' },
  router: { id: 'settings.scenario.nodeType.router', defaultMessage: 'Router' },
  set: { id: 'settings.scenario.nodeType.set', defaultMessage: 'Set values' },
  agent: { id: 'settings.scenario.nodeType.agent', defaultMessage: 'Agent' },
  operator: { id: 'settings.scenario.nodeType.operator', defaultMessage: 'Connect to operator' },
  entry: { id: 'settings.scenario.nodeType.entry', defaultMessage: 'Entry point' },
  exit: { id: 'settings.scenario.nodeType.exit', defaultMessage: 'Exit' },
  http: { id: 'settings.scenario.nodeType.http', defaultMessage: 'HTTP request' },
  note: { id: 'settings.scenario.nodeType.note', defaultMessage: 'Note' },
  other: { id: 'settings.scenario.nodeType.other', defaultMessage: 'Node' },
});

/** The name of a type of node. */
export function useTypeName(): (type: string) => string {
  const nameOf = useNamesOf(TYPE_NAMES);
  return (type) => nameOf(type) ?? type;
}
