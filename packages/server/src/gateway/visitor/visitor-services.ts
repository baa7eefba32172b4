import type { BotRegistry } from '../../bots/bot-registry.ts';
import type { RefusalLog } from '../../bots/refusal-log.ts';
import type { ConversationLog } from '../../conversation/conversation-log.ts';
import type { KnownStates } from '../../conversation/known-states.ts';
import type { ChatMetrics } from '../../http/metrics.ts';
import type { ServerAddress } from '../../lib/server-address.ts';
import type { OperatorAvailability } from '../../turns/operator-availability.ts';
import type { RequestBudget } from '../request-budget.ts';
import type { RequestRate } from '../request-rate.ts';
import type { GatewayServices } from '../services.ts';
import type { ReadMeta } from './visitor-meta.ts';

/** The services used by the requests of visitors. */
export interface VisitorServices extends GatewayServices {
  readonly bots: BotRegistry;
  readonly refusals: RefusalLog;
  readonly log: ConversationLog;
  readonly states: KnownStates;
  readonly operators: OperatorAvailability;
  readonly budget: RequestBudget;
  readonly sendRate: RequestRate;
  /** The rate limit for files, separate from that for messages. */
  readonly uploadRate: RequestRate;
  readonly readMeta: ReadMeta;
  readonly address: ServerAddress;
  readonly countSend: ChatMetrics['countSend'];
  readonly countFeedback: ChatMetrics['countFeedback'];
}
