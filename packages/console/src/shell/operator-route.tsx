import { DeskPage } from '../desk/desk-page.tsx';
import { RequireSession } from './session/require-session.tsx';
import { sessionStore } from './session/session-store.ts';

const endSession = () => sessionStore.set(null);

export const Component = () => (
  <RequireSession needs="operator">
    {(session) => <DeskPage token={session.token} onSessionEnd={endSession} />}
  </RequireSession>
);
