import type { Localized } from '@connective-chat/contracts/scenario';

/* The notices of handovers, in the visitor's language. */

export const joinedText = (name: string): Localized => ({
  en: `${name} has joined.`,
  uk: `${name} приєднується до розмови.`,
  ru: `${name} подключается к разговору.`,
});

export const takesOverText = (name: string): Localized => ({
  en: `${name} takes over.`,
  uk: `Далі з вами ${name}.`,
  ru: `Дальше с вами ${name}.`,
});

export const closedText = (name: string): Localized => ({
  en: `${name} has ended this chat.`,
  uk: `${name} завершує розмову.`,
  ru: `${name} завершает разговор.`,
});

export const BACK_TO_BOT_TEXT: Localized = {
  en: 'The bot is with you again.',
  uk: 'З вами знову бот.',
  ru: 'С вами снова бот.',
};

export const OPERATOR_LEFT_TEXT: Localized = {
  en: 'The operator has left. Another one will be with you.',
  uk: 'Оператор вийшов. До вас підключиться інший.',
  ru: 'Оператор вышел. К вам подключится другой.',
};

export const BACK_TO_QUEUE_TEXT: Localized = {
  en: 'One moment, a colleague will take over.',
  uk: 'Хвилинку, розмову продовжить колега.',
  ru: 'Минутку, разговор продолжит коллега.',
};

export const DIALOG_CLOSED_TEXT: Localized = {
  en: 'This chat has ended.',
  uk: 'Розмову завершено.',
  ru: 'Разговор завершён.',
};

export const QUEUE_LEFT_TEXT: Localized = {
  en: 'You have left the queue.',
  uk: 'Ви вийшли з черги.',
  ru: 'Вы вышли из очереди.',
};
