import { DeskPage } from '../desk/desk-page.tsx';
import { Gate } from './session/gate.tsx';
import { sessionStore } from './session/session-store.ts';

const endSession = () => sessionStore.set(null);

export const Component = () => (
  <Gate needs="operator">{(session) => <DeskPage token={session.token} onSessionEnd={endSession} />}</Gate>
);
