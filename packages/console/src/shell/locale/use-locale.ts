import { useSyncExternalStore } from 'react';
import { localeStore } from './locale-store.ts';
import type { Locale } from './locales.ts';

/** The language of the pages. */
export const useLocale = (): Locale => useSyncExternalStore(localeStore.subscribe, localeStore.get);
