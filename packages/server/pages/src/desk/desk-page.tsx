interface DeskPageProps {
  /** Of `POST /api/auth/login`. */
  readonly token: string;
  /** The server does not take the token any more: somebody has to log in again. */
  readonly onSessionEnd: (code: string) => void;
}

/** The operator's desk of somebody who is logged in. */
export const DeskPage = (_: DeskPageProps) => null;
