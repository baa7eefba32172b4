import { CLIENT_EVENTS } from './client-events.ts';
import { CLIENT_OPTIONS } from './client-options.ts';
import { CONCEPTS } from './concepts.ts';
import { ERROR_CODES } from './error-codes.ts';
import type { LiveExamples } from './live-example.types.ts';
import { TOKEN_EXAMPLES } from './token-examples.ts';
import { WIDGET_EVENTS, WIDGET_METHODS } from './widget-events.ts';
import { WIDGET_OPTIONS } from './widget-options.ts';

/** All examples, by the name that a page uses: `<!-- live: widget-options -->`. */
export const LIVE_EXAMPLES: Readonly<Record<string, LiveExamples>> = {
  concepts: CONCEPTS,
  'client-options': CLIENT_OPTIONS,
  'client-events': CLIENT_EVENTS,
  'error-codes': ERROR_CODES,
  'theme-tokens': TOKEN_EXAMPLES,
  'widget-options': WIDGET_OPTIONS,
  'widget-events': WIDGET_EVENTS,
  'widget-methods': WIDGET_METHODS,
};
