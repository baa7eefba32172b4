export { joinTabs } from '@connective-chat/core/tabs';
