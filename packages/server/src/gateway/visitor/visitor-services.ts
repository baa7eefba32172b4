import type { BotRegistry } from '../../bots/bot-registry.ts';
import type { RefusalLog } from '../../bots/refusal-log.ts';
import type { ConversationLog } from '../../conversation/conversation-log.ts';
import type { ChatMetrics } from '../../http/metrics.ts';
import type { ServerAddress } from '../../lib/server-address.ts';
import type { OperatorAvailability } from '../../turns/operator-availability.ts';
import type { RequestRate } from '../request-rate.ts';
import type { GatewayServices } from '../services.ts';
import type { ReadMeta } from './visitor-meta.ts';

/** What the requests of visitors are answered with. */
export interface VisitorServices extends GatewayServices {
  readonly bots: BotRegistry;
  readonly refusals: RefusalLog;
  readonly log: ConversationLog;
  readonly operators: OperatorAvailability;
  readonly sendRate: RequestRate;
  /** Counts the files, apart from the messages that they become. */
  readonly uploadRate: RequestRate;
  readonly readMeta: ReadMeta;
  readonly address: ServerAddress;
  readonly countSend: ChatMetrics['countSend'];
}
