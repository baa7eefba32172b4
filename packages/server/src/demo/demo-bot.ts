import type { BotDefinition } from '../bots/bot-definition.ts';
import articles from './articles.json' with { type: 'json' };
import scenario from './shop.scenario.json' with { type: 'json' };

/** The bot of the demo shop: any page, and any client without an origin, may use it. */
export const demoBot: BotDefinition = {
  id: '1',
  settings: {
    title: 'Halo support',
    subtitle: 'Answers at once, from our help pages',
    origins: '*',
    allowMissingOrigin: true,
  },
  scenario,
  articles,
};
