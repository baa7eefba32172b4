import { defineMessages } from 'react-intl';

/** The labels of simple fields, by their keys in the scenario. */
export const FIELD_NAMES = defineMessages({
  text: { id: 'settings.scenario.fields.text', defaultMessage: 'Text' },
  prompt: { id: 'settings.scenario.fields.prompt', defaultMessage: 'Question' },
  invalid: { id: 'settings.scenario.fields.invalid', defaultMessage: 'Said on a bad answer' },
  answer: { id: 'settings.scenario.fields.answer', defaultMessage: 'Answer' },
  notFoundText: { id: 'settings.scenario.fields.notFoundText', defaultMessage: 'Said if nothing was found' },
  limitText: { id: 'settings.scenario.fields.limitText', defaultMessage: 'Said if a limit is reached' },
  question: { id: 'settings.scenario.fields.question', defaultMessage: 'What the agent is asked' },
  variable: { id: 'settings.scenario.fields.variable', defaultMessage: 'Kept as' },
  pattern: { id: 'settings.scenario.fields.pattern', defaultMessage: 'Must match' },
  maxAttempts: { id: 'settings.scenario.fields.maxAttempts', defaultMessage: 'Attempts' },
  maxQueue: { id: 'settings.scenario.fields.maxQueue', defaultMessage: 'Longest queue' },
  alias: { id: 'settings.scenario.fields.alias', defaultMessage: 'Alias' },
  url: { id: 'settings.scenario.fields.url', defaultMessage: 'Address' },
  ttlMs: { id: 'settings.scenario.fields.ttlMs', defaultMessage: 'Longer than usual after, ms' },
  timeoutMs: { id: 'settings.scenario.fields.timeoutMs', defaultMessage: 'May work for, ms' },
  label: { id: 'settings.scenario.fields.label', defaultMessage: 'Label' },
  title: { id: 'settings.scenario.fields.title', defaultMessage: 'Title' },
  image: { id: 'settings.scenario.fields.image', defaultMessage: 'Address of the picture' },
  alt: { id: 'settings.scenario.fields.alt', defaultMessage: 'What the picture shows' },
  fileName: { id: 'settings.scenario.fields.fileName', defaultMessage: 'Name of the file' },
  size: { id: 'settings.scenario.fields.size', defaultMessage: 'Size, bytes' },
  mime: { id: 'settings.scenario.fields.mime', defaultMessage: 'MIME type' },
});
