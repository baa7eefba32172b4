import type { Desk } from '../operator/desk.ts';
import type { OperatorNotifier } from '../operator/operator-notifier.ts';
import type { TurnRunner } from '../turns/turn-runner.ts';
import { endBots } from './end-bots.ts';
import type { Sockets } from './open-sockets.ts';
import { endSessionsOf } from './operator/end-sessions-of.ts';

export interface StaffEventsDeps {
  readonly sockets: Sockets;
  readonly turns: TurnRunner;
  readonly desk: Desk;
  readonly notifier: OperatorNotifier;
}

/** Applies changes in the settings to the sessions of visitors and operators. */
export const createStaffEvents = ({ sockets, turns, desk, notifier }: StaffEventsDeps) => ({
  sessionsEnded: endSessionsOf(sockets.operators),
  endBots: endBots({ namespaces: sockets, turns, desk, notifier }),
  deskSettingsChanged: () => desk.assign(),
  async accountChanged(id: string, isGone: boolean) {
    desk.presenceChanged();
    if (isGone) await desk.release(id);
  },
});
