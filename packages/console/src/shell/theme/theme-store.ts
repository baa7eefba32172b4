import { storedChoice } from '../stored-choice.ts';

export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** The theme: light, dark, or that of the system. */
export const themeStore = storedChoice<Theme>('connective-chat.theme', THEMES, 'auto');

const apply = () => {
  document.documentElement.dataset.theme = themeStore.get();
};
apply();
themeStore.subscribe(apply);
