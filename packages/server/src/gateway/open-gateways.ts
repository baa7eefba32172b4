import pLimit from 'p-limit';
import type { AccountsRoom } from '../accounts/open-accounts.ts';
import type { Audit } from '../audit/audit.ts';
import type { BotRegistry } from '../bots/bot-registry.ts';
import type { RefusalLog } from '../bots/refusal-log.ts';
import { ConversationLog } from '../conversation/conversation-log.ts';
import { KnownStates } from '../conversation/known-states.ts';
import { operatorWire } from '../conversation/operator-wire.ts';
import type { ChatMetrics } from '../http/metrics.ts';
import type { OwnOrigin } from '../http/own-origin.ts';
import type { Closable } from '../lib/close-stack.ts';
import type { ServerAddress } from '../lib/server-address.ts';
import type { OperatorsRoom } from '../operator/open-operators.ts';
import { broadcastHeads } from './broadcast-heads.ts';
import { ConnectionLimit, type ConnectionLimits, DEFAULT_CONNECTION_LIMITS } from './connection-limit.ts';
import { FairQueue } from './fair-queue.ts';
import type { Sockets } from './open-sockets.ts';
import { openOperatorGateway } from './operator/operator-gateway.ts';
import { defaultBudgets, RequestBudget, type RequestBudgets } from './request-budget.ts';
import { createRequestRate } from './request-rate.ts';
import type { GatewayServices } from './services.ts';
import { openVisitorGateway } from './visitor/visitor-gateway.ts';
import type { ReadMeta } from './visitor/visitor-meta.ts';

/** Higher than for visitors, because an operator writes to several visitors at once and sends canned answers. */
const OPERATOR_RATE = { messagesPerMinute: 240, burst: 60 };
/** Simultaneous searches on a Postgres server, fewer than the pool has connections. */
const CONCURRENT_SEARCHES = 4;
const HEAD_INTERVAL_MS = 20_000;
/**
 * Concurrent requests of visitors with the embedded database. It runs one query at a time, so more would only wait for
 * each other.
 */
const EMBEDDED_REQUESTS = 4;

export interface GatewaysDeps extends Omit<GatewayServices, 'notifier'> {
  readonly sockets: Sockets;
  readonly metrics: Pick<ChatMetrics, 'metrics' | 'countSend' | 'countFeedback' | 'countOverload' | 'countLimited'>;
  /** Reads messages in the form for visitors. */
  readonly log: ConversationLog;
  readonly bots: BotRegistry;
  readonly refusals: RefusalLog;
  readonly staff: AccountsRoom;
  readonly audit: Audit;
  readonly operators: OperatorsRoom;
  readonly address: ServerAddress;
  readonly readMeta: ReadMeta;
  readonly ownOrigin: OwnOrigin;
}

export interface GatewaysOptions {
  /** The number of our own proxies in front of the server. */
  readonly proxies: number;
  readonly connections: Partial<ConnectionLimits> | undefined;
  readonly budgets: Partial<RequestBudgets> | undefined;
  /** Whether the store is the embedded database of this process. */
  readonly isEmbedded: boolean;
  /** The maximum number of connections to Postgres, and of concurrent requests of visitors. */
  readonly databaseConnections: number;
  /** Default 20 s. */
  readonly headIntervalMs: number | undefined;
}

/** Serves visitors and operators over Socket.IO. Closing disconnects the clients of this node. */
export function openGateways(deps: GatewaysDeps, options: GatewaysOptions): Closable {
  const { presence, notifier, settings } = deps.operators;
  const services: GatewayServices = { ...deps, notifier };
  const {
    sockets,
    metrics,
    bots,
    refusals,
    audit,
    address,
    readMeta,
    log,
    staff,
    db,
    clock,
    failures,
    limits,
    ownOrigin,
  } = deps;
  const connections = { ...DEFAULT_CONNECTION_LIMITS, ...options.connections };
  const budgets = { ...defaultBudgets(limits, options.budgets?.windowMs), ...options.budgets };
  const queue = new FairQueue({
    concurrency: options.isEmbedded ? EMBEDDED_REQUESTS : options.databaseConnections,
    onFull: () => metrics.countLimited('queue'),
  });
  const shared = { clock, failures, backlogBytes: connections.backlogBytes, countOverload: metrics.countOverload };
  const visitors = openVisitorGateway(
    sockets.visitors,
    {
      ...services,
      log,
      states: new KnownStates(),
      bots,
      refusals,
      operators: presence,
      address,
      readMeta,
      budget: new RequestBudget(budgets, metrics.countLimited),
      sendRate: createRequestRate(limits),
      uploadRate: createRequestRate(limits),
      countSend: metrics.countSend,
      countFeedback: metrics.countFeedback,
    },
    {
      nodes: sockets.nodes,
      connectionLimit: new ConnectionLimit(connections),
      queue,
      countPrivateAddresses: budgets.countPrivateAddresses,
      proxies: options.proxies,
      ownOrigin,
    },
    shared,
  );
  const operators = openOperatorGateway(
    sockets.operators,
    {
      ...services,
      settings,
      audit,
      bots,
      accounts: staff.accounts,
      log: new ConversationLog(db, log.epoch, operatorWire(log.toWire)),
      rate: createRequestRate(OPERATOR_RATE),
      canCancelQueries: !options.isEmbedded,
    },
    {
      tokens: staff.tokens,
      ownOrigin,
      // The embedded database runs one query at a time, so a second search would only delay other requests.
      searchLimit: pLimit(options.isEmbedded ? 1 : CONCURRENT_SEARCHES),
    },
    shared,
  );
  metrics.metrics.gauge('chat_visitor_sockets', 'Connections of visitors.', () => sockets.visitors.sockets.size);
  metrics.metrics.gauge('chat_operator_sockets', 'Connections of operators.', () => sockets.operators.sockets.size);
  metrics.metrics.gauge('chat_requests_waiting', 'Requests of visitors that wait for their turn.', () => queue.waiting);
  const heads = broadcastHeads(
    { db, epoch: log.epoch, clock, failures, namespaces: sockets, nodes: sockets.nodes },
    options.headIntervalMs ?? HEAD_INTERVAL_MS,
  );
  return {
    async close() {
      await heads.close();
      await Promise.all([visitors.close(), operators.close()]);
    },
  };
}
