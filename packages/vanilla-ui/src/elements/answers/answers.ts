export { default as ANSWER_STYLES } from '../../styles/answers.css?inline';
export { createButtons } from './buttons.ts';
export { showQuickReplies } from './quick-replies.ts';
