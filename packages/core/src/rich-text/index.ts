/* What reads Markdown. It is a door of its own because it brings the lexer: load it with the first marked-up text. */
export { describeBody, describeMessage, stripMarkdown } from './describe-message.ts';
export { parseRichText } from './parse-rich-text.ts';
export { toPlainText } from './to-plain-text.ts';
