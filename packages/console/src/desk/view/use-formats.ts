import { useIntl } from 'react-intl';
import { type Formats, formatsOf } from './formats-of.ts';

/** The formats of dates and times in the language of the pages. */
export const useFormats = (): Formats => formatsOf(useIntl().locale);
