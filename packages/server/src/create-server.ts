import { randomUUID } from 'node:crypto';
import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DEFAULT_LIMITS, type Limits } from '@connective-chat/core/protocol';
import { openAccounts } from './accounts/open-accounts.ts';
import { addRoutes } from './add-routes.ts';
import { openAgents } from './agent/open-agents.ts';
import { Audit } from './audit/audit.ts';
import { openBots } from './bots/open-bots.ts';
import { connectNodes } from './cluster/connect-nodes.ts';
import type { ChatServer, ServerOptions } from './config/server-options.ts';
import { ConversationLog } from './conversation/conversation-log.ts';
import { toWireMessage } from './conversation/wire.ts';
import { openDatabase } from './db/open-database.ts';
import { demoBot } from './demo/demo-bot.ts';
import { findLoaders } from './embed/find-loaders.ts';
import { openFiles } from './files/open-files.ts';
import { createOperatorChannel } from './gateway/create-operator-channel.ts';
import { createPublisher } from './gateway/create-publisher.ts';
import { openGateways } from './gateway/open-gateways.ts';
import { openSockets } from './gateway/open-sockets.ts';
import { createStaffEvents } from './gateway/staff-events.ts';
import { createReadMeta } from './gateway/visitor/visitor-meta.ts';
import { createHttpApp } from './http/create-http-app.ts';
import { findWidget } from './http/find-widget.ts';
import { createMetrics } from './http/metrics.ts';
import { trackConnections } from './http/track-connections.ts';
import { systemClock } from './lib/clock.ts';
import { CloseStack } from './lib/close-stack.ts';
import { createLogger } from './lib/logger.ts';
import { ServerAddress } from './lib/server-address.ts';
import { Desk } from './operator/desk.ts';
import { DeskSettingsStore } from './operator/desk-settings.ts';
import { OperatorNotifier } from './operator/operator-notifier.ts';
import { OperatorPresence } from './operator/operator-presence.ts';
import { PresenceTable } from './operator/presence-table.ts';
import { createHttpCaller } from './outbound/http-caller.ts';
import { openTurns } from './turns/open-turns.ts';

const OPERATOR_GRACE_MS = 30_000;
const TURN_MS = 300_000;

/** Not by Fastify: for `localhost` it opens a second server, in which there would be no Socket.IO. */
function listen(server: HttpServer, host: string, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server.address() as AddressInfo);
    });
  });
}

const hostInUrl = (host: string) => (host.includes(':') ? `[${host}]` : host);

/** Opens room after room: each gets those that it needs, and is closed before them. */
async function open(options: ServerOptions, opened: CloseStack): Promise<Omit<ChatServer, 'close'>> {
  const { clock = systemClock, logger = createLogger('silent'), host = '127.0.0.1', proxies = 0 } = options;
  const limits: Limits = { ...DEFAULT_LIMITS, ...options.limits };
  const readMeta = createReadMeta({ proxies, countryHeader: options.countryHeader, geoip: options.geoip });
  const store = opened.use(await openDatabase(options));
  const { db, epoch } = store;
  const cluster = options.databaseUrl ? opened.use(connectNodes(options.databaseUrl, logger)) : null;
  const { metrics, ...counters } = createMetrics();

  const app = createHttpApp({ logger, proxies });
  const dropConnections = trackConnections(app.server);
  const sockets = openSockets(app.server, limits, cluster);
  opened.defer(async () => {
    const dropping = dropConnections();
    const closed = sockets.close();
    app.server.closeAllConnections();
    await closed;
    dropping.cancel();
    await app.close();
  });
  metrics.gauge('chat_visitor_sockets', 'Connections of visitors.', () => sockets.visitors.sockets.size);
  metrics.gauge('chat_operator_sockets', 'Connections of operators.', () => sockets.operators.sockets.size);

  const address = new ServerAddress(options.publicUrl);
  const ownOrigin = { publicUrl: options.publicUrl, more: options.adminOrigins ?? [], proxies };
  const { nodes } = sockets;
  const definitions = [...(options.demo ? [demoBot] : []), ...(options.bots ?? [])];
  const bots = await openBots({ db, nodes, clock }, definitions);
  const staff = await openAccounts({ db, clock }, options.operators ?? [], options.admin);
  const audit = new Audit(db, clock);
  const files = opened.use(openFiles({ store, clock, logger, limits, address }, options.uploads));
  const log = new ConversationLog(db, epoch, (row) => toWireMessage(row, epoch, files.links));

  const { accounts } = staff;
  const nodeId = randomUUID();
  const channel = createOperatorChannel(sockets, cluster !== null);
  const notifier = opened.use(new OperatorNotifier({ db, channel, logger }));
  const publisher = createPublisher(sockets, log.toWire, notifier);
  const table = cluster ? new PresenceTable(db, nodeId) : null;
  const presence = new OperatorPresence({ accounts, table, logger });
  const turns = opened.use(
    openTurns({
      store,
      clock,
      logger,
      bots,
      publisher,
      nodes,
      nodeId,
      operators: presence,
      providers: await openAgents(db, options),
      httpCaller: createHttpCaller({ hosts: options.httpHosts ?? ['*'], self: () => address.own }),
      secrets: options.secrets ?? {},
      turnMs: options.turnTimeoutMs ?? TURN_MS,
      audit,
      countTurn: counters.countTurn,
    }),
  );
  const settings = new DeskSettingsStore(db, { returnAfterMs: options.operatorGraceMs ?? OPERATOR_GRACE_MS });
  const desk = new Desk({ db, clock, logger, publisher, turns, accounts, settings, presence, notifier });
  const services = { db, clock, logger, limits, publisher, turns, desk, notifier, uploads: files.uploads };
  opened.use(
    openGateways(
      {
        ...services,
        sockets,
        metrics: counters,
        log,
        bots,
        staff,
        audit,
        settings,
        operators: presence,
        address,
        readMeta,
        ownOrigin,
      },
      {
        proxies,
        connections: options.connections,
        headIntervalMs: options.headIntervalMs,
        isEmbedded: store.exclusive,
      },
    ),
  );

  const { countUpload } = counters;
  const admin = {
    db,
    clock,
    bots,
    ...staff,
    audit,
    desk: settings,
    staff: createStaffEvents({ sockets, turns, desk, notifier }),
    loaders: findLoaders(findWidget()),
    baseUrl: () => address.public,
    ownOrigin,
    proxies,
    logger,
  };
  const fileRoutes = { db, bots, clock, limits, links: files.links, countUpload, ownOrigin };
  addRoutes(app, options, { db, admin, files: fileRoutes, metrics });
  await app.ready();
  const { port } = await listen(app.server, host, options.port ?? 0);
  address.listensAt(`http://${hostInUrl(host)}:${port}`);
  opened.use(desk);
  await desk.start();
  await turns.start();
  return { url: address.own, port, firstAdmin: staff.firstAdmin };
}

/**
 * Starts the reference server.
 *
 * @throws ConfigError if the options cannot be met: a bad scenario, a data folder in use
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
    // What failed at the start is the cause; a failure to close is its consequence.
    await opened.close().catch(() => {});
    throw error;
  }
}
