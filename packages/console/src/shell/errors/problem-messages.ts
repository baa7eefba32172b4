import { defineMessages } from 'react-intl';

/** What can be wrong with a field or a node, by the code of the problem; it is read behind the name of the field. */
export const PROBLEM_MESSAGES = defineMessages({
  required: { id: 'problems.required', defaultMessage: 'is missing' },
  'wrong-type': { id: 'problems.wrong-type', defaultMessage: 'has a value of the wrong kind' },
  'too-short': {
    id: 'problems.too-short',
    defaultMessage: 'has fewer than {minimum, plural, one {# character} other {# characters}}',
  },
  'too-long': {
    id: 'problems.too-long',
    defaultMessage: 'has more than {maximum, plural, one {# character} other {# characters}}',
  },
  'too-small': { id: 'problems.too-small', defaultMessage: 'is less than {minimum, number}' },
  'too-large': { id: 'problems.too-large', defaultMessage: 'is more than {maximum, number}' },
  'too-few': {
    id: 'problems.too-few',
    defaultMessage: 'has fewer than {minimum, plural, one {# entry} other {# entries}}',
  },
  'too-many': {
    id: 'problems.too-many',
    defaultMessage: 'has more than {maximum, plural, one {# entry} other {# entries}}',
  },
  'not-allowed': { id: 'problems.not-allowed', defaultMessage: 'is none of: {allowed}' },
  'unknown-key': { id: 'problems.unknown-key', defaultMessage: 'has the unknown key {key}' },
  invalid: { id: 'problems.invalid', defaultMessage: 'is not valid' },
  repeated: { id: 'problems.repeated', defaultMessage: 'stands here twice' },
  id: { id: 'problems.id', defaultMessage: 'is not 1 to 64 letters, digits, _ and -' },
  login: { id: 'problems.login', defaultMessage: 'is not 1 to 64 letters, digits and . @ + - _' },
  language: { id: 'problems.language', defaultMessage: 'is not a language such as uk or en-GB' },
  'text-name': { id: 'problems.text-name', defaultMessage: 'is not the name of a text' },
  'messenger-name': { id: 'problems.messenger-name', defaultMessage: 'is not the name of a messenger' },
  color: { id: 'problems.color', defaultMessage: 'is not a CSS colour or gradient' },
  link: { id: 'problems.link', defaultMessage: 'is not a link of http, https, viber, tg, mailto or tel' },
  'web-address': { id: 'problems.web-address', defaultMessage: 'is not an address of http or https' },
  'secure-address': { id: 'problems.secure-address', defaultMessage: 'does not begin with https://' },
  'ip-address': {
    id: 'problems.ip-address',
    defaultMessage: 'is neither an address such as 203.0.113.7 or 2001:db8::7 nor a range such as 203.0.113.0/24',
  },
  date: { id: 'problems.date', defaultMessage: 'is not a date such as 2026-12-25' },
  'time-span': { id: 'problems.time-span', defaultMessage: 'is not a span of time such as 09:00-18:00' },
  'time-zone': { id: 'problems.time-zone', defaultMessage: 'is not a time zone such as Europe/Kyiv' },
  'custom-code': { id: 'problems.custom-code', defaultMessage: 'has a syntax error in line {line}, column {column}' },
  'origin-blanks': { id: 'problems.origin-blanks', defaultMessage: 'has blanks around it' },
  'origin-protocol-missing': {
    id: 'problems.origin-protocol-missing',
    defaultMessage: 'has no protocol: begin with https:// or http://',
  },
  'origin-unreadable': {
    id: 'problems.origin-unreadable',
    defaultMessage: 'is not an address such as https://shop.example.com',
  },
  'origin-protocol': { id: 'problems.origin-protocol', defaultMessage: 'is neither http nor https' },
  'origin-user': { id: 'problems.origin-user', defaultMessage: 'contains a user name: leave it off' },
  'origin-query': { id: 'problems.origin-query', defaultMessage: 'has a query or a fragment: leave it off' },
  'origin-path': { id: 'problems.origin-path', defaultMessage: 'has a path: leave it off' },
  'origin-slash': { id: 'problems.origin-slash', defaultMessage: 'ends with a slash: leave it off' },
  'origin-form': { id: 'problems.origin-form', defaultMessage: 'is not written as browsers send it: {origin}' },
  'edge-target': { id: 'problems.edge-target', defaultMessage: '“{branch}” leads to {to}, which does not exist' },
  'button-target': {
    id: 'problems.button-target',
    defaultMessage: 'button {number} leads to {to}, which does not exist',
  },
  'route-target': {
    id: 'problems.route-target',
    defaultMessage: 'condition {number} leads to {to}, which does not exist',
  },
  'fallback-target': { id: 'problems.fallback-target', defaultMessage: 'leads to {to}, which does not exist' },
  'start-count': {
    id: 'problems.start-count',
    defaultMessage: 'exactly one start node is needed, there are {count, number}',
  },
  'alias-taken': { id: 'problems.alias-taken', defaultMessage: 'the alias {alias} is taken by {other}' },
  'alias-unknown': { id: 'problems.alias-unknown', defaultMessage: 'no entry point has the alias {alias}' },
  'endless-cycle': {
    id: 'problems.endless-cycle',
    defaultMessage: '{nodes} never waits for the visitor: it would never end',
  },
  'variable-name': {
    id: 'problems.variable-name',
    defaultMessage:
      '{name, select, undefined {this} other {{name}}} is not the name of a variable: a letter, then letters, digits, _ . -',
  },
  'header-name': { id: 'problems.header-name', defaultMessage: '{name} is not the name of a header' },
  'header-reserved': {
    id: 'problems.header-reserved',
    defaultMessage: 'the header {name} is set by the server itself',
  },
  'message-content': {
    id: 'problems.message-content',
    defaultMessage: 'a message needs exactly one of text, picture, file, cards and rating',
  },
  'message-buttons': {
    id: 'problems.message-buttons',
    defaultMessage: 'buttons and a keyboard need a text; cards have buttons of their own',
  },
  'message-end': {
    id: 'problems.message-end',
    defaultMessage: 'a message without buttons needs a next node, such as an end',
  },
  'button-action': {
    id: 'problems.button-action',
    defaultMessage: 'button {number} needs exactly one of node, link and alias',
  },
  'button-link': {
    id: 'problems.button-link',
    defaultMessage: 'button {number} has a link that is not http, https, mailto, tel, viber or tg',
  },
  'button-id': { id: 'problems.button-id', defaultMessage: 'button {number} repeats the id {id}' },
  'choices-missing': { id: 'problems.choices-missing', defaultMessage: 'a choice needs its choices' },
  'attempts-target': {
    id: 'problems.attempts-target',
    defaultMessage: 'limited attempts need a node to go to afterwards',
  },
  'timeout-pair': {
    id: 'problems.timeout-pair',
    defaultMessage: 'a time limit needs a node to go to, and that node a time limit',
  },
  'hours-pair': {
    id: 'problems.hours-pair',
    defaultMessage: 'working hours need a node for outside of them, and that node working hours',
  },
  'own-address': { id: 'problems.own-address', defaultMessage: 'is not http, https or a path of this server' },
  'request-address': {
    id: 'problems.request-address',
    defaultMessage: 'is not http, https or a path of this server, with a host of its own',
  },
  pattern: {
    id: 'problems.pattern',
    defaultMessage: 'the pattern cannot be used: it has an error, repeats too much, or needs what RE2 does not have',
  },
  expression: { id: 'problems.expression', defaultMessage: 'the expression of {name} cannot be read' },
  'expression-pattern': {
    id: 'problems.expression-pattern',
    defaultMessage: 'the expression of {name} has a pattern that cannot be used',
  },
  condition: { id: 'problems.condition', defaultMessage: 'condition {number} cannot be read' },
  'condition-pattern': {
    id: 'problems.condition-pattern',
    defaultMessage: 'condition {number} has a pattern that cannot be used',
  },
  'provider-unknown': {
    id: 'problems.provider-unknown',
    defaultMessage: 'no agent has the name {provider}; there are: {known}',
  },
  'tools-unused': { id: 'problems.tools-unused', defaultMessage: 'the agent {provider} cannot use tools' },
  'mcp-server-unknown': {
    id: 'problems.mcp-server-unknown',
    defaultMessage: 'no MCP server has the name {server}; there are: {known}',
  },
  'mcp-server-none': {
    id: 'problems.mcp-server-none',
    defaultMessage: 'no MCP server has the name {server}: this server has none',
  },
});
