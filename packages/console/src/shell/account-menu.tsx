import { LogOut, Settings2, UserRound } from 'lucide-react';
import { useState, useSyncExternalStore } from 'react';
import { defineMessages, useIntl } from 'react-intl';
import { IconButton, Menu } from '../ui/index.ts';
import { localeStore } from './locale/locale-store.ts';
import { LOCALES, type Locale } from './locale/locales.ts';
import { useLocale } from './locale/use-locale.ts';
import { ProfileDialog } from './profile-dialog.tsx';
import { logOut } from './session/log-out.ts';
import { useSession } from './session/use-session.ts';
import { THEMES, type Theme, themeStore } from './theme/theme-store.ts';

const THEME_NAMES = defineMessages({
  auto: { id: 'shell.menu.themes.auto', defaultMessage: 'As the system' },
  light: { id: 'shell.menu.themes.light', defaultMessage: 'Light' },
  dark: { id: 'shell.menu.themes.dark', defaultMessage: 'Dark' },
});

const NAMES: Record<Locale, string> = { en: 'English', uk: 'Українська', ru: 'Русский' };

/** The menu for theme, language and logout. */
export function AccountMenu() {
  const { formatMessage: t } = useIntl();
  const locale = useLocale();
  const theme = useSyncExternalStore(themeStore.subscribe, themeStore.get);
  const session = useSession();
  const [isProfileOpen, setProfileOpen] = useState(false);
  return (
    <>
      <Menu
        label={t({ id: 'shell.menu.label', defaultMessage: 'Account and appearance' })}
        trigger={
          <IconButton
            label={t({ id: 'shell.menu.label', defaultMessage: 'Account and appearance' })}
            icon={<Settings2 size={18} aria-hidden />}
          />
        }
        groups={[
          {
            id: 'theme',
            label: t({ id: 'shell.menu.theme', defaultMessage: 'Theme' }),
            selected: theme,
            items: THEMES.map((id) => ({ id, label: t(THEME_NAMES[id]) })),
            onAction: (id) => themeStore.set(id as Theme),
          },
          {
            id: 'language',
            label: t({ id: 'shell.menu.language', defaultMessage: 'Language' }),
            selected: locale,
            items: LOCALES.map((id) => ({ id, label: NAMES[id] })),
            onAction: (id) => localeStore.set(id as Locale),
          },
          ...(session
            ? [
                {
                  id: 'account',
                  label: session.me.name,
                  items: [
                    {
                      id: 'profile',
                      label: t({ id: 'shell.profile.title', defaultMessage: 'Your account' }),
                      icon: <UserRound size={16} aria-hidden />,
                    },
                    {
                      id: 'out',
                      label: t({ id: 'shell.menu.logOut', defaultMessage: 'Log out' }),
                      icon: <LogOut size={16} aria-hidden />,
                    },
                  ],
                  onAction: (id: string) => (id === 'profile' ? setProfileOpen(true) : logOut()),
                },
              ]
            : []),
        ]}
      />
      {isProfileOpen && session && <ProfileDialog session={session} onClose={() => setProfileOpen(false)} />}
    </>
  );
}
