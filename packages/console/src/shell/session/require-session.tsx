import type { Role } from '@connective-chat/contracts/admin';
import type { ReactNode } from 'react';
import { ForbiddenPage } from '../forbidden-page.tsx';
import { LoginPage } from '../login/login-page.tsx';
import { PasswordPage } from '../login/password-page.tsx';
import type { Session } from './session-store.ts';
import { useSession } from './use-session.ts';

interface RequireSessionProps {
  /** The required role; an admin has every role. */
  readonly needs: Role;
  readonly children: (session: Session) => ReactNode;
}

/** Renders its children for an account with a session, its own password and the role. The server checks the same. */
export function RequireSession({ needs, children }: RequireSessionProps) {
  const session = useSession();
  if (!session) return <LoginPage />;
  if (session.me.mustChangePassword) return <PasswordPage />;
  if (needs === 'admin' && session.me.role !== 'admin') return <ForbiddenPage />;
  return children(session);
}
