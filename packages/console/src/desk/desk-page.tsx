import { useEffect, useState } from 'react';
import { DeskContext } from './desk-context.tsx';
import { DeskScreen } from './desk-screen.tsx';
import { createDesk } from './store/create-desk.ts';
import type { Desk } from './store/desk.types.ts';
import { browserStorage } from './store/desk-storage.ts';
import './styles/desk.css';

interface DeskPageProps {
  /** The token of `POST /api/auth/login`. */
  readonly token: string;
  /** Called when the server refuses the token: the operator has to log in again. */
  readonly onSessionEnd: (code: string) => void;
}

/** The operator desk of an account that is logged in. */
export function DeskPage({ token, onSessionEnd }: DeskPageProps) {
  const [desk, setDesk] = useState<Desk | null>(null);

  useEffect(() => {
    const made = createDesk({ url: window.location.origin, token, storage: browserStorage() });
    const forget = made.store.subscribe(({ connection }) => {
      if (connection.status === 'refused') onSessionEnd(connection.code);
    });
    made.start();
    setDesk(made);
    return () => {
      forget();
      made.stop();
    };
  }, [token, onSessionEnd]);

  return (
    desk && (
      <DeskContext value={desk}>
        <DeskScreen />
      </DeskContext>
    )
  );
}
