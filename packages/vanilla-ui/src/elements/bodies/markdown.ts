export { describeBody, parseRichText } from '@connective-chat/core/rich-text';
export { default as MARKDOWN_STYLES } from '../../styles/markdown.css?inline';
