/*
 * Everything that reads Markdown. A separate entry point, because it includes the lexer: load it with the first
 * Markdown message.
 */
export { createRichTextParser, type RichTextParser } from './create-rich-text-parser.ts';
export { createSentenceReader, type SentenceReader } from './create-sentence-reader.ts';
export { describeBody, describeMessage, stripMarkdown } from './describe-message.ts';
export { parseRichText } from './parse-rich-text.ts';
export { toPlainText } from './to-plain-text.ts';
