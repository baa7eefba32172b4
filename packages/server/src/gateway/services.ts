import type { Limits } from '@connective-chat/core/protocol';
import type { Publisher } from '../conversation/publisher.ts';
import type { FailureLog } from '../db/failure-log.ts';
import type { Db } from '../db/open-database.ts';
import type { Uploads } from '../files/uploads.ts';
import type { Clock } from '../lib/clock.ts';
import type { Desk } from '../operator/desk.ts';
import type { OperatorNotifier } from '../operator/operator-notifier.ts';
import type { TurnRunner } from '../turns/turn-runner.ts';

/** The services used by the requests of visitors and of operators. */
export interface GatewayServices {
  readonly db: Db;
  readonly clock: Clock;
  readonly failures: FailureLog;
  readonly limits: Limits;
  readonly publisher: Publisher;
  readonly turns: TurnRunner;
  readonly desk: Desk;
  readonly notifier: OperatorNotifier;
  readonly uploads: Uploads;
}
