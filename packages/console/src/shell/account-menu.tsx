import { LogOut, Settings2 } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { IconButton, Menu } from '../ui/index.ts';
import { localeStore } from './locale/locale-store.ts';
import { LOCALES, type Locale } from './locale/locales.ts';
import { useLocale } from './locale/use-locale.ts';
import { logOut } from './session/log-out.ts';
import { useSession } from './session/use-session.ts';
import { THEMES, type Theme, themeStore } from './theme/theme-store.ts';
import { useShellWords } from './words/use-shell-words.ts';

const NAMES: Record<Locale, string> = { en: 'English', uk: 'Українська', ru: 'Русский' };

/** Theme, language, and the way out. */
export function AccountMenu() {
  const words = useShellWords().menu;
  const locale = useLocale();
  const theme = useSyncExternalStore(themeStore.subscribe, themeStore.get);
  const session = useSession();
  return (
    <Menu
      label={words.label}
      trigger={<IconButton label={words.label} icon={<Settings2 size={18} aria-hidden />} />}
      groups={[
        {
          id: 'theme',
          label: words.theme,
          selected: theme,
          items: THEMES.map((id) => ({ id, label: words.themes[id] })),
          onAction: (id) => themeStore.set(id as Theme),
        },
        {
          id: 'language',
          label: words.language,
          selected: locale,
          items: LOCALES.map((id) => ({ id, label: NAMES[id] })),
          onAction: (id) => localeStore.set(id as Locale),
        },
        ...(session
          ? [
              {
                id: 'account',
                label: session.me.name,
                items: [{ id: 'out', label: words.logOut, icon: <LogOut size={16} aria-hidden /> }],
                onAction: logOut,
              },
            ]
          : []),
      ]}
    />
  );
}
