import { randomUUID } from 'node:crypto';
import { DEFAULT_LIMITS, type Limits } from '@connective-chat/core/protocol';
import { openAccounts } from './accounts/open-accounts.ts';
import { addRoutes } from './add-routes.ts';
import { knownAgentsOf } from './agent/known-agents-of.ts';
import { openMcpServers } from './agent/mcp/mcp-servers.ts';
import { openAgents } from './agent/open-agents.ts';
import { Audit } from './audit/audit.ts';
import { openBots } from './bots/open-bots.ts';
import { RefusalLog } from './bots/refusal-log.ts';
import { chooseChannel } from './cluster/choose-channel.ts';
import { connectNodes } from './cluster/connect-nodes.ts';
import type { ChatServer, ServerOptions } from './config/server-options.ts';
import { ConversationLog } from './conversation/conversation-log.ts';
import { toWireMessage } from './conversation/wire.ts';
import { openDatabase } from './db/open-database.ts';
import { DEFAULT_CONNECTIONS } from './db/open-pool.ts';
import { demoBot } from './demo/demo-bot.ts';
import { sentencePauseOf } from './demo/demo-delay.ts';
import { createShopAgent, SHOP_AGENT } from './demo/shop-agent.ts';
import { findLoaders } from './embed/find-loaders.ts';
import { openFiles } from './files/open-files.ts';
import { DEFAULT_UPLOAD_TIMES } from './files/start-sweep.ts';
import { createOperatorChannel } from './gateway/create-operator-channel.ts';
import { createPublisher } from './gateway/create-publisher.ts';
import { openGateways } from './gateway/open-gateways.ts';
import { openSockets } from './gateway/open-sockets.ts';
import { createStaffEvents } from './gateway/staff-events.ts';
import { createReadMeta } from './gateway/visitor/visitor-meta.ts';
import { createHttpApp } from './http/create-http-app.ts';
import { findPort } from './http/find-port.ts';
import { findWidget } from './http/find-widget.ts';
import { listen } from './http/listen.ts';
import { createMetrics } from './http/metrics.ts';
import { systemClock } from './lib/clock.ts';
import { CloseStack } from './lib/close-stack.ts';
import { createLogger } from './lib/logger.ts';
import { ServerAddress } from './lib/server-address.ts';
import { Desk } from './operator/desk.ts';
import { openOperators } from './operator/open-operators.ts';
import { createHttpCaller } from './outbound/http-caller.ts';
import { openTurns } from './turns/open-turns.ts';

const TURN_MS = 300_000;

/** Opens the parts of the server in the order of their dependencies; they are closed in the reverse order. */
async function open(options: ServerOptions, opened: CloseStack): Promise<Omit<ChatServer, 'close'>> {
  const { clock = systemClock, logger = createLogger('silent'), host = '127.0.0.1', proxies = 0 } = options;
  const limits: Limits = { ...DEFAULT_LIMITS, ...options.limits };
  // Before the database: a failed first start would create the account `admin` and never show its one-time password.
  const wantedPort = await findPort(host, options.port ?? 0, { exact: true });
  const readMeta = createReadMeta({ proxies, countryHeader: options.countryHeader, geoip: options.geoip });
  const store = opened.use(await openDatabase(options, logger));
  const { db, epoch, failures } = store;
  const metrics = createMetrics();
  const openChannel = await chooseChannel(options);
  const cluster = openChannel
    ? opened.use(connectNodes({ openChannel, logger, countDropped: metrics.countDropped }))
    : null;
  const app = createHttpApp({ logger, proxies });
  opened.use(app);
  const sockets = opened.use(openSockets(app.server, limits, cluster));
  const { nodes } = sockets;

  const address = new ServerAddress(options.publicUrl);
  const ownOrigin = { publicUrl: options.publicUrl, more: options.adminOrigins ?? [], proxies };
  const definitions = [...(options.demo ? [demoBot] : []), ...(options.bots ?? [])];
  const pauseMs = options.demo ? sentencePauseOf(options.demoDelayMs) : 0;
  const demoAgents = definitions.some(({ scenario }) => scenario === demoBot.scenario)
    ? { [SHOP_AGENT]: createShopAgent(pauseMs) }
    : {};
  const providers = await openAgents(db, { ...options, pauseMs, providers: { ...demoAgents, ...options.providers } });
  const known = knownAgentsOf(providers, Object.keys(options.mcp ?? {}));
  const bots = await openBots({ db, nodes, clock, known }, definitions);
  const refusals = new RefusalLog({ db, clock, logger, failures });
  const staff = await openAccounts({ db, clock, deviceKey: store.deviceKey }, options.operators ?? [], options.admin);
  const audit = new Audit(db, clock);
  const files = opened.use(openFiles({ store, clock, limits, address }, options.uploads));
  const log = new ConversationLog(db, epoch, (row) => toWireMessage(row, epoch, files.links));

  const nodeId = randomUUID();
  const operators = opened.use(
    openOperators(
      {
        store,
        accounts: staff.accounts,
        channel: createOperatorChannel(sockets, proxies),
        nodeId: cluster ? nodeId : null,
      },
      options.operatorGraceMs,
    ),
  );
  const publisher = createPublisher(sockets, log.toWire, operators.notifier);
  const httpCaller = createHttpCaller({ hosts: options.httpHosts ?? ['*'], self: () => address.own });
  const mcp = opened.use(await openMcpServers(options.mcp ?? {}, httpCaller, () => clock.now()));
  const turns = opened.use(
    openTurns({
      store,
      clock,
      logger,
      bots,
      publisher,
      nodes,
      nodeId,
      operators: operators.presence,
      providers,
      httpCaller,
      mcp,
      secrets: options.secrets ?? {},
      turnMs: options.turnTimeoutMs ?? TURN_MS,
      audit,
      countTurn: metrics.countTurn,
      countToolCall: metrics.countToolCall,
    }),
  );
  const desk = new Desk({ db, clock, failures, publisher, turns, accounts: staff.accounts, ...operators });
  const services = { db, clock, failures, limits, publisher, turns, desk, uploads: files.uploads };
  opened.use(
    openGateways(
      { ...services, sockets, metrics, log, bots, refusals, staff, audit, operators, address, readMeta, ownOrigin },
      {
        proxies,
        connections: options.connections,
        budgets: options.budgets,
        headIntervalMs: options.headIntervalMs,
        isEmbedded: store.exclusive,
        databaseConnections: options.databaseConnections ?? DEFAULT_CONNECTIONS,
      },
    ),
  );

  const admin = {
    db,
    clock,
    bots,
    providers,
    mcp,
    ...staff,
    audit,
    desk: operators.settings,
    staff: createStaffEvents({ sockets, turns, desk, notifier: operators.notifier }),
    loaders: findLoaders(findWidget()),
    baseUrl: () => address.public,
    ownOrigin,
    proxies,
    logger,
  };
  const { countUpload } = metrics;
  const { stallMs } = { ...DEFAULT_UPLOAD_TIMES, ...options.uploads };
  const fileRoutes = {
    db,
    bots,
    refusals,
    clock,
    limits,
    links: files.links,
    countUpload,
    ownOrigin,
    stallMs,
    proxies,
  };
  addRoutes(app, options, { db, failures, admin, files: fileRoutes, metrics: metrics.metrics });
  await app.ready();
  const { url, port } = await listen(app.server, host, wantedPort);
  address.listensAt(url);
  opened.use(desk);
  await desk.start();
  await turns.start();
  return { url, port, firstAdmin: staff.firstAdmin };
}

/**
 * Starts the reference server.
 *
 * @throws ConfigError for invalid options, such as a bad scenario, a port in use or a data folder in use
 * @throws DamagedDatabaseError if the files of the embedded database are damaged
 * @example
 * const server = await createServer({ demo: true })
 * console.log(server.url)
 * await server.close()
 */
export async function createServer(options: ServerOptions = {}): Promise<ChatServer> {
  const opened = new CloseStack();
  try {
    const server = await open(options, opened);
    return { ...server, close: () => opened.close() };
  } catch (error) {
    // The startup error is the cause; an error while closing is only a consequence.
    await opened.close().catch(() => {});
    throw error;
  }
}
