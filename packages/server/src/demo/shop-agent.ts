import { setTimeout as delay } from 'node:timers/promises';
import { type Localized, localize } from '@connective-chat/contracts/scenario';
import type { AgentAnswer, AgentContext, AgentProvider } from '../agent/agent.types.ts';

/** The name of the demo's agent in scenarios. */
export const SHOP_AGENT = 'demo-shop';

/** What the carrier of the demo knows about a parcel. */
interface Parcel {
  readonly carrier: string;
  readonly place: string;
  readonly days: number;
}

const WHERE: readonly Localized[] = [
  {
    en: '{carrier} has parcel {order}. It is at the sorting centre in {place}.',
    uk: 'Посилка {order} у {carrier}. Зараз вона в сортувальному центрі: {place}.',
    ru: 'Посылка {order} у {carrier}. Сейчас она в сортировочном центре: {place}.',
  },
  {
    en: 'Tonight it goes on to the branch in your town, and you have it in about {days} days.',
    uk: 'Сьогодні вночі вона поїде до відділення у вашому місті й буде у вас приблизно за {days} дн.',
    ru: 'Сегодня ночью она поедет в отделение вашего города и будет у вас примерно через {days} дн.',
  },
  {
    en: 'The courier calls you one hour before, so you need not wait at home all day.',
    uk: 'Кур’єр зателефонує за годину, тож чекати вдома цілий день не треба.',
    ru: 'Курьер позвонит за час, так что ждать дома целый день не нужно.',
  },
  {
    en: 'If nobody is in, the parcel waits for you at the branch for seven days, free of charge.',
    uk: 'Якщо вдома нікого не буде, посилка безкоштовно чекатиме у відділенні сім днів.',
    ru: 'Если дома никого не будет, посылка бесплатно подождёт в отделении семь дней.',
  },
  {
    en: 'Until it leaves the sorting centre, you can still change the address here.',
    uk: 'Поки вона в сортувальному центрі, адресу ще можна змінити тут.',
    ru: 'Пока она в сортировочном центре, адрес ещё можно изменить здесь.',
  },
];
const UNKNOWN: Localized = {
  en: 'The carrier knows nothing about parcel {order} yet. Please ask again tomorrow.',
  uk: 'Перевізник ще нічого не знає про посилку {order}. Запитайте, будь ласка, завтра.',
  ru: 'Перевозчик пока ничего не знает о посылке {order}. Спросите, пожалуйста, завтра.',
};
const CHANGED: Localized = {
  en: 'Done: parcel {order} goes to {address}. The carrier sends you a confirmation by e-mail.',
  uk: 'Готово: посилка {order} поїде за адресою {address}. Перевізник надішле підтвердження на пошту.',
  ru: 'Готово: посылка {order} поедет по адресу {address}. Перевозчик пришлёт подтверждение на почту.',
};
const NOT_CHANGED: Localized = {
  en: 'The address of parcel {order} stays as it is.',
  uk: 'Адреса посилки {order} лишається без змін.',
  ru: 'Адрес посылки {order} остаётся прежним.',
};

function readParcel(json: string): Parcel | null {
  try {
    const { carrier, place, days } = JSON.parse(json) as Partial<Parcel>;
    return carrier !== undefined && place !== undefined && days !== undefined ? { carrier, place, days } : null;
  } catch {
    return null;
  }
}

/**
 * Shows an agent with tools where no language model is configured: it always makes the same calls. Its question is the
 * number of an order and, in a second line, the address to which its parcel is to go.
 *
 * @param pauseMs how long it pauses after each sentence, so that a visitor can stop it
 */
export function createShopAgent(pauseMs: number): AgentProvider {
  async function write(sentences: readonly string[], { draft, signal }: AgentContext): Promise<AgentAnswer> {
    const pieces = sentences.map((sentence, index) => (index === 0 ? sentence : ` ${sentence}`));
    for (const piece of pieces) {
      draft(piece);
      await delay(pauseMs, undefined, { signal });
    }
    return { text: pieces.join('') };
  }

  return {
    stages: [{ name: 'write' }],
    async run({ question, locale }, context) {
      const [order = '', address = ''] = question.split('\n').map((line) => line.trim());
      const inWords = (text: Localized, values: Readonly<Record<string, string | number>> = {}) =>
        localize(text, locale).replace(/\{(\w+)\}/g, (_, name: string) => String({ order, ...values }[name] ?? ''));
      const asked = await context.callTool('ask_carrier', { order });
      const parcel = asked.failed ? null : readParcel(asked.text);
      if (!parcel) return write([inWords(UNKNOWN)], context);
      if (address === '') {
        await context.stage('write');
        return write(
          WHERE.map((sentence) => inWords(sentence, { ...parcel })),
          context,
        );
      }
      const changed = await context.callTool('change_address', { order, address });
      return write([inWords(changed.failed ? NOT_CHANGED : CHANGED, { address })], context);
    },
  };
}
