/** Shares state between the tabs of a chat; loaded on demand. */
export { type DraftHolder, joinTabs, type Tabs, type TabsOptions } from './join-tabs.ts';
export type { ChannelLike } from './tab-channel.ts';
