/** The tabs of a bot, as they are named in the URL. */
export const BOT_TABS = ['widget', 'domains', 'code', 'scenario', 'knowledge'] as const;
export type BotTab = (typeof BOT_TABS)[number];
