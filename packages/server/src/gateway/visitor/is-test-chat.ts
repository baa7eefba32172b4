import { TEST_CHAT_PARAM } from '@connective-chat/contracts/embed';
import type { Params } from '@connective-chat/core/protocol';
import type { VisitorSession } from './visitor-session.ts';

/** Whether a session is a test chat or a preview. The page of a site cannot claim it: only this server's own pages can. */
export const isTestChat = ({ bot, isOwnPage }: Pick<VisitorSession, 'bot' | 'isOwnPage'>, params: Params): boolean =>
  bot.isPreview || (isOwnPage && params[TEST_CHAT_PARAM] === true);
