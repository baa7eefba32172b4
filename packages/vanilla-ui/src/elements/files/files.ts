/* What shows files, in one chunk: it is loaded with the first file. */
export { createAttachments } from './attachments.ts';
export { markDropTarget } from './mark-drop-target.ts';
