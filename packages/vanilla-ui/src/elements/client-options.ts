import type { ChatClientOptions } from '@connective-chat/core';
import type { WidgetOptions } from '../widget-options.types.ts';

/** The options of the client, taken from those of the widget. */
export function clientOptions(options: WidgetOptions, locale: string): ChatClientOptions {
  const { server, botId, userId, getToken, paramsFromSite, collectPageContext, recognizeUserMeta, version } = options;
  const { socketPath, apiUrl, format, whileThinking } = options;
  return {
    url: server,
    botId,
    locale,
    // A frame is open from the start; other formats once the visitor opens them.
    open: format === 'frame',
    ...(userId !== undefined && { userId }),
    ...(getToken && { getToken }),
    ...(paramsFromSite && { paramsFromSite }),
    ...(collectPageContext !== undefined && { collectPageContext }),
    ...(recognizeUserMeta !== undefined && { recognizeUserMeta }),
    ...(version && { version }),
    ...(whileThinking && { whileThinking }),
    ...(socketPath !== undefined && { socketPath }),
    ...(apiUrl !== undefined && { apiUrl }),
  };
}
