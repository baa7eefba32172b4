export type Theme = 'light' | 'dark';

/** Follows the system until the visitor of the page chooses. */
export function createThemeSwitch(input: HTMLInputElement) {
  const listeners = new Set<(theme: Theme) => void>();
  const get = (): Theme => (input.checked ? 'dark' : 'light');
  const show = (): void => {
    document.documentElement.style.colorScheme = get();
    for (const listener of listeners) listener(get());
  };
  input.checked = matchMedia('(prefers-color-scheme: dark)').matches;
  input.addEventListener('change', show);
  show();
  return { get, subscribe: (listener: (theme: Theme) => void) => void listeners.add(listener) };
}
