import { createTexts } from './create-texts.ts';
import { english } from './english.ts';

/** The English texts, used by every part without `texts`. */
export const englishTexts = /* @__PURE__ */ createTexts('en', english);
