/** The parts of a bot, as they stand in its address. */
export const BOT_TABS = ['widget', 'domains', 'code', 'scenario', 'knowledge'] as const;
export type BotTab = (typeof BOT_TABS)[number];
