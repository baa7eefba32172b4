import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { Link, NavLink } from 'react-router';
import { AccountMenu } from './account-menu.tsx';
import { Mark } from './mark.tsx';

/** The header of every page, with the navigation. */
export function TopBar({ children }: { readonly children?: ReactNode }) {
  const { formatMessage: t } = useIntl();
  return (
    <header className="top-bar">
      <a className="skip" href="#content">
        {t({ id: 'shell.skip', defaultMessage: 'Skip to the content' })}
      </a>
      <Link to="/settings" className="top-bar-name">
        <Mark />
        <span>{t({ id: 'shell.product', defaultMessage: 'Connective Chat' })}</span>
      </Link>
      <nav aria-label={t({ id: 'shell.nav.label', defaultMessage: 'Main' })}>
        <NavLink to="/settings">{t({ id: 'shell.nav.settings', defaultMessage: 'Settings' })}</NavLink>
        <NavLink to="/operator">{t({ id: 'shell.nav.operator', defaultMessage: 'Operator desk' })}</NavLink>
      </nav>
      <div className="top-bar-end">
        {children}
        <AccountMenu />
      </div>
    </header>
  );
}
