/** What the tabs of one chat share, loaded by who wants it. */
export { type DraftHolder, joinTabs, type Tabs, type TabsOptions } from './join-tabs.ts';
export type { ChannelLike } from './tab-channel.ts';
