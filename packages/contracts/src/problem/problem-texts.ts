/**
 * Everything that can be wrong with a value, a bot's settings and a scenario, by code, in English for logs and the command
 * line; it completes a sentence that begins with the place. The console has its own texts, in each of its languages.
 */
export const PROBLEM_TEXTS = {
  required: 'is missing',
  'wrong-type': 'is not of the type {expected}',
  'too-short': 'has less than {minimum} characters',
  'too-long': 'has more than {maximum} characters',
  'too-small': 'is less than {minimum}',
  'too-large': 'is more than {maximum}',
  'too-few': 'has less than {minimum} entries',
  'too-many': 'has more than {maximum} entries',
  'not-allowed': 'is none of {allowed}',
  'unknown-key': 'has the unknown key {key}',
  invalid: 'is not valid',
  repeated: 'is there twice',

  id: 'is not 1 to 64 letters, digits, _ and -',
  login: 'is not 1 to 64 letters, digits and . @ + - _',
  language: 'is not a language such as uk or en-GB',
  'text-name': 'is not the name of a text',
  'messenger-name': 'is not the name of a messenger',
  color: 'is not a CSS colour or gradient',
  link: 'is not a link of http, https, viber, tg, mailto or tel',
  'web-address': 'is not http or https',
  'secure-address': 'does not begin with https://',
  'ip-address': 'is neither an address such as 203.0.113.7 or 2001:db8::7 nor a range such as 203.0.113.0/24',
  date: 'is not a date such as 2026-12-25',
  'time-span': 'is not a span of time such as 09:00-18:00',
  'time-zone': 'is not a time zone such as Europe/Kyiv',
  'custom-code': 'cannot be run: {reason}',

  'origin-blanks': 'has blanks around it',
  'origin-protocol-missing': 'has no protocol: begin with https:// or http://',
  'origin-unreadable': 'is not an address such as https://shop.example.com',
  'origin-protocol': 'is neither http nor https',
  'origin-user': 'contains a user name: leave it off',
  'origin-query': 'has a query or a fragment: leave it off',
  'origin-path': 'has a path: leave it off',
  'origin-slash': 'ends with a slash: leave it off',
  'origin-form': 'is not written as browsers send it: {origin}',

  'edge-target': '{branch} leads to {to}, which does not exist',
  'button-target': 'button {number} leads to {to}, which does not exist',
  'route-target': 'route {number} leads to {to}, which does not exist',
  'fallback-target': 'leads to {to}, which does not exist',
  'start-count': 'exactly one start node is needed, there are {count}',
  'alias-taken': 'the alias {alias} is taken by {other}',
  'alias-unknown': 'no entry point has the alias {alias}',
  'endless-cycle': '{nodes} is a cycle without input: it would never end',
  'variable-name': '{name} is not the name of a variable: a letter, then letters, digits, _ . -',
  'header-name': '{name} is not the name of a header',
  'header-reserved': 'the header {name} is set by the server itself',
  'message-content': 'a message needs exactly one of text, image, file, cards and rating',
  'message-buttons': 'buttons and a keyboard need a text; cards have buttons of their own',
  'message-end': 'a message without buttons needs a next node, such as an exit',
  'button-action': 'button {number} needs exactly one of next, url and alias',
  'button-link': 'button {number} has a link that is not http, https, mailto, tel, viber or tg',
  'button-id': 'button {number} repeats the id {id}',
  'choices-missing': 'a choice needs its choices',
  'attempts-target': 'maxAttempts needs a node for otherwise',
  'timeout-pair': 'timeoutMs and timeout need each other: how long, and which node is next',
  'hours-pair': 'hours and closed need each other: when, and which node is next outside of them',
  'own-address': 'is not http, https or a path of this server',
  'request-address': 'is not http, https or a path of this server, with a host of its own',
  pattern: 'pattern is not supported: {reason}',
  expression: '{name} has an expression that cannot be read: {reason}',
  'expression-pattern': '{name} has a pattern that is not supported: {reason}',
  condition: 'route {number} has a condition that cannot be read: {reason}',
  'condition-pattern': 'route {number} has a pattern that is not supported: {reason}',
  'provider-unknown': 'no agent has the name {provider}; there are: {known}',
  'tools-unused': 'the agent {provider} cannot use tools',
  'mcp-server-unknown': 'no MCP server has the name {server}; there are: {known}',
  'mcp-server-none': 'no MCP server has the name {server}: this server has none',
} as const satisfies Readonly<Record<string, string>>;

/** A code of a problem. */
export type ProblemCode = keyof typeof PROBLEM_TEXTS;

/**
 * Whether a text is the code of a problem, as the messages of the schemas are.
 *
 * @example isProblemCode('too-long') // true
 */
export const isProblemCode = (text: string): text is ProblemCode => Object.hasOwn(PROBLEM_TEXTS, text);

/**
 * A code as the message of a check in a schema.
 *
 * @example z.string().check(z.regex(/^[a-z]{2}$/, coded('language')))
 */
export const coded = (code: ProblemCode): string => code;
