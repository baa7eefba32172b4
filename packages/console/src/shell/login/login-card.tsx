import type { ReactNode } from 'react';
import { AccountMenu } from '../account-menu.tsx';
import { Mark } from '../mark.tsx';

interface LoginCardProps {
  readonly title: string;
  readonly lead: string;
  readonly children: ReactNode;
}

/** The card of the login pages. */
export const LoginCard = ({ title, lead, children }: LoginCardProps) => (
  <main className="login">
    <div className="login-corner">
      <AccountMenu />
    </div>
    <div className="login-card">
      <Mark size={40} />
      <div>
        <h1>{title}</h1>
        <p className="ui-lead">{lead}</p>
      </div>
      {children}
    </div>
  </main>
);
