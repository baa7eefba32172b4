import { accountRoom, tokenRoom } from '../rooms.ts';
import type { ChatNamespace } from '../socket.types.ts';

/** Closes the operators' connections of a token, or of an account, on every node. */
export const endSessionsOf =
  (operators: ChatNamespace) =>
  (ended: { tokenHash: string } | { accountId: string }): void => {
    const room = 'tokenHash' in ended ? tokenRoom(ended.tokenHash) : accountRoom(ended.accountId);
    operators.in(room).emit('bye', { code: 'SESSION_ENDED', retry: false });
    operators.in(room).disconnectSockets(true);
  };
