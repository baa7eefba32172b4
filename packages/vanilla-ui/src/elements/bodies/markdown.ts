export { renderMarkdown } from '../../safety/render-markdown.ts';
export { default as MARKDOWN_STYLES } from '../../styles/markdown.css?inline';
