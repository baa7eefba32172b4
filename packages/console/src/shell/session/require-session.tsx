import type { Role } from '@connective-chat/contracts/admin';
import type { ReactNode } from 'react';
import { ForbiddenPage } from '../forbidden-page.tsx';
import { LoginPage } from '../login/login-page.tsx';
import { PasswordPage } from '../login/password-page.tsx';
import type { Session } from './session-store.ts';
import { useSession } from './use-session.ts';

interface RequireSessionProps {
  /** Who may come in; an admin may everywhere. */
  readonly needs: Role;
  readonly children: (session: Session) => ReactNode;
}

/** Lets in who is logged in, has a password of their own, and the role. The server asks the same again. */
export function RequireSession({ needs, children }: RequireSessionProps) {
  const session = useSession();
  if (!session) return <LoginPage />;
  if (session.me.mustChangePassword) return <PasswordPage />;
  if (needs === 'admin' && session.me.role !== 'admin') return <ForbiddenPage />;
  return children(session);
}
