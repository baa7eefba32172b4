import { createTexts } from './create-texts.ts';
import { english } from './english.ts';

/** The English texts. They are what every part says where no `texts` are given. */
export const englishTexts = /* @__PURE__ */ createTexts('en', english);
