/** The scenario of a new bot: greeting, answers from the articles, handover to an operator. */
export const firstScenario = (title: string) => ({
  version: 1,
  name: title,
  fallback: 'answer',
  nodes: {
    start: { type: 'start', next: 'greeting' },
    greeting: {
      type: 'message',
      text: {
        en: 'Hello! How can I help?',
        uk: 'Вітаю! Чим можу допомогти?',
        ru: 'Здравствуйте! Чем могу помочь?',
      },
      buttons: [
        [
          {
            id: 'operator',
            label: { en: 'Talk to a person', uk: 'Поговорити з людиною', ru: 'Поговорить с человеком' },
            next: 'operator',
          },
        ],
      ],
    },
    answer: { type: 'agent' },
    operator: { type: 'operator' },
  },
});
