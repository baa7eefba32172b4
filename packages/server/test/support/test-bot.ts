/** Greets with buttons; `ask …` is answered by the held agent, any other text is echoed. */
export const testScenario = {
  version: 1,
  fallback: 'route',
  nodes: {
    start: { type: 'start', next: 'greeting' },
    greeting: {
      type: 'message',
      text: 'Hello {{name|you}}',
      buttons: [
        [
          { id: 'one', label: 'One', next: 'one' },
          { id: 'age', label: 'Age', next: 'age' },
        ],
      ],
    },
    one: { type: 'message', text: 'You chose one', next: 'end' },
    age: {
      type: 'input',
      prompt: 'How old?',
      variable: 'age',
      expects: 'number',
      invalid: 'A number, please',
      next: 'said',
    },
    said: { type: 'message', text: 'So {{age}} it is, {{name|you}}', next: 'end' },
    route: {
      type: 'router',
      routes: [
        { when: 'contains(input, "ask")', next: 'agent' },
        { when: 'contains(input, "slow")', next: 'impatient' },
        { when: 'contains(input, "twice")', next: 'first' },
        { when: 'contains(input, "menu")', next: 'repeatable' },
      ],
      otherwise: 'echo',
    },
    echo: { type: 'message', text: 'Echo: {{input}}', next: 'end' },
    first: { type: 'message', text: 'Once', next: 'second' },
    second: { type: 'message', text: 'Twice', next: 'end' },
    repeatable: {
      type: 'message',
      text: 'Menu',
      repeatable: true,
      buttons: [[{ id: 'one', label: 'One', next: 'one' }]],
    },
    agent: {
      type: 'agent',
      provider: 'held',
      thinking: {
        text: 'Thinking about {{name|it}}',
        stages: { look: 'Looking at {{what}}' },
        doneStages: { look: 'Looked at {{what}}: {{count|nothing}}' },
        languages: {
          uk: {
            text: 'Думаю',
            stages: { look: 'Дивлюся: {{what}}' },
            doneStages: { look: 'Подивився: {{what}}' },
          },
        },
      },
      answer: '{{answer}} ({{name|you}})',
      next: 'end',
    },
    impatient: { type: 'agent', provider: 'held', timeoutMs: 60, thinking: { ttlMs: 60_000 }, next: 'end' },
    offer: { type: 'entry', alias: 'offer', next: 'offered' },
    offered: { type: 'message', text: 'An offer for {{name|you}}', next: 'end' },
    end: { type: 'exit' },
  },
};

export const testBot = {
  id: 'test',
  settings: { title: 'Test', origins: '*' as const, allowMissingOrigin: true },
  scenario: testScenario,
};
