/* The configuration of a bot: settings, appearance, articles, and the rules for origins. */

export { type Blocking, DEFAULT_BLOCKED_TEXTS } from './address-blocking.ts';
export { type Appearance, type Colors, colorsSchema } from './appearance.ts';
export {
  type Article,
  articlesSchema,
  type BotSettings,
  type BotSettingsInput,
  botSettingsSchema,
} from './bot-settings.ts';
export { isOrigin, isOriginAllowed, type OriginRule, originProblem } from './origin.ts';
