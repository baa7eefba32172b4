import type { ReactNode } from 'react';
import { Link, NavLink } from 'react-router';
import { AccountMenu } from './account-menu.tsx';
import { Mark } from './mark.tsx';
import { useShellWords } from './words/use-shell-words.ts';

/** The line above a page: where one is, where else one can go. */
export function TopBar({ children }: { readonly children?: ReactNode }) {
  const words = useShellWords();
  return (
    <header className="top-bar">
      <a className="skip" href="#content">
        {words.skip}
      </a>
      <Link to="/settings" className="top-bar-name">
        <Mark />
        <span>{words.product}</span>
      </Link>
      <nav aria-label={words.nav.label}>
        <NavLink to="/settings">{words.nav.settings}</NavLink>
        <NavLink to="/operator">{words.nav.operator}</NavLink>
      </nav>
      <div className="top-bar-end">
        {children}
        <AccountMenu />
      </div>
    </header>
  );
}
