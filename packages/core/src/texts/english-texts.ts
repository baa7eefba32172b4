import { createTexts } from './create-texts.ts';
import { english } from './english.ts';

/** The English texts: the default for every call with `texts`. */
export const englishTexts = /* @__PURE__ */ createTexts('en', english);
