import { createContext, use } from 'react';
import { type Formats, formatsOf } from '../view/formats-of.ts';
import { en, type Words } from './en.ts';

export const WordsContext = createContext<Words>(en);

/** What the desk says, in the operator's language. */
export const useWords = (): Words => use(WordsContext);

/** How dates and times are written in that language. */
export const useFormats = (): Formats => formatsOf(useWords().locale);
