import { useIntl } from 'react-intl';
import { type Formats, formatsOf } from './formats-of.ts';

/** How dates and times are written in the language of the pages. */
export const useFormats = (): Formats => formatsOf(useIntl().locale);
