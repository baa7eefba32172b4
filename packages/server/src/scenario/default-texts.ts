/** The texts of a bot whose scenario has none. */
export const DEFAULT_ERROR_TEXT = {
  en: 'Something went wrong on our side. Please try again.',
  uk: 'У нас щось пішло не так. Спробуйте, будь ласка, ще раз.',
  ru: 'У нас что-то пошло не так. Попробуйте, пожалуйста, ещё раз.',
} as const;

export const DEFAULT_NOT_FOUND_TEXT = {
  en: 'I found nothing about that. Could you put it in other words?',
  uk: 'Я нічого про це не знайшов. Спробуйте, будь ласка, сказати іншими словами.',
  ru: 'Я ничего об этом не нашёл. Попробуйте, пожалуйста, сказать другими словами.',
} as const;

export const DEFAULT_TIMEOUT_TEXT = {
  en: 'This takes too long. Please try again in a moment.',
  uk: 'Це триває занадто довго. Спробуйте, будь ласка, за хвилину.',
  ru: 'Это длится слишком долго. Попробуйте, пожалуйста, через минуту.',
} as const;

export const DEFAULT_QUEUED_TEXT = {
  en: 'One moment, I am getting a colleague.',
  uk: 'Хвилинку, кличу колегу.',
  ru: 'Минутку, зову коллегу.',
} as const;

export const DEFAULT_NO_OPERATOR_TEXT = {
  en: 'Nobody is here to take over right now.',
  uk: 'Зараз нікого немає на місці.',
  ru: 'Сейчас никого нет на месте.',
} as const;

export const DEFAULT_OPERATOR_BUTTONS_TEXT = {
  en: 'You can end this at any time:',
  uk: 'Ви можете завершити розмову будь-коли:',
  ru: 'Вы можете завершить разговор в любой момент:',
} as const;

export const DEFAULT_CLOSE_LABEL = { en: 'End the chat', uk: 'Завершити чат', ru: 'Завершить чат' } as const;

export const DEFAULT_RETURN_LABEL = {
  en: 'Back to the bot',
  uk: 'Повернутися до бота',
  ru: 'Вернуться к боту',
} as const;

export const DEFAULT_LIMIT_TEXT = {
  en: 'I could not finish this: it takes too many steps. Could you ask in another way?',
  uk: 'Я не зміг це завершити: потрібно забагато кроків. Спробуйте, будь ласка, спитати інакше.',
  ru: 'Я не смог это закончить: нужно слишком много шагов. Попробуйте, пожалуйста, спросить иначе.',
} as const;

export const DEFAULT_APPROVAL_TEXT = {
  en: 'May I do this?',
  uk: 'Мені це зробити?',
  ru: 'Мне это сделать?',
} as const;

export const DEFAULT_APPROVE_LABEL = { en: 'Approve', uk: 'Підтвердити', ru: 'Подтвердить' } as const;

export const DEFAULT_DECLINE_LABEL = { en: 'Decline', uk: 'Відхилити', ru: 'Отклонить' } as const;
