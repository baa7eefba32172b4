import type { BotDefinition } from '../bots/bot-definition.ts';
import articles from './articles.json' with { type: 'json' };
import scenario from './shop.scenario.json' with { type: 'json' };

/** The bot of the demo shop: any page, and any client without an origin, may use it. */
export const demoBot: BotDefinition = {
  id: '1',
  settings: {
    title: 'Halo support',
    subtitle: 'Answers from our help pages and our delivery service',
    languages: ['en', 'uk', 'ru'],
    texts: {
      uk: { title: 'Підтримка Halo', subtitleBot: 'Відповідає за довідкою та даними служби доставки' },
      ru: { title: 'Поддержка Halo', subtitleBot: 'Отвечает по справке и данным службы доставки' },
    },
    origins: '*',
    allowMissingOrigin: true,
  },
  scenario,
  articles,
};
