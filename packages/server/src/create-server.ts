import { randomUUID } from 'node:crypto';
import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DEFAULT_LIMITS, type Limits, MAX_FRAME_BYTES } from '@connective-chat/core/protocol';
import type { FastifyInstance } from 'fastify';
import { Server } from 'socket.io';
import { AccountTokens } from './accounts/account-tokens.ts';
import { Accounts } from './accounts/accounts.ts';
import { keepConfiguredAccounts, makeFirstAdmin } from './accounts/first-accounts.ts';
import { LoginLimit } from './accounts/login-limit.ts';
import { adminRoutes } from './admin/admin-api.ts';
import type { AdminDeps } from './admin/admin-api.types.ts';
import type { AgentProvider } from './agent/agent.types.ts';
import { createKnowledgeProvider } from './agent/knowledge/knowledge-provider.ts';
import { Audit } from './audit/audit.ts';
import { BotRegistry } from './bots/bot-registry.ts';
import { iconRoute } from './bots/icon-route.ts';
import { connectNodes, type NodeConnection } from './cluster/connect-nodes.ts';
import { nodesOver, noOtherNodes } from './cluster/nodes.ts';
import type { ChatServer, ServerOptions } from './config/server-options.ts';
import { type ToWire, toWireMessage } from './conversation/wire.ts';
import { type Db, type OpenDatabase, openDatabase } from './db/open-database.ts';
import { demoBot } from './demo/demo-bot.ts';
import { demoRoutes } from './demo/demo-routes.ts';
import { findLoaders } from './embed/find-loaders.ts';
import { createFileLinks } from './files/file-links.ts';
import { downloadRoute, type FileRouteDeps, uploadRoute } from './files/file-routes.ts';
import { DEFAULT_UPLOAD_TIMES, startSweep, type UploadTimes } from './files/start-sweep.ts';
import { startHeadBeat } from './gateway/broadcast-heads.ts';
import { ConnectionLimit, type ConnectionLimits, DEFAULT_CONNECTION_LIMITS } from './gateway/connection-limit.ts';
import { endBots } from './gateway/end-bots.ts';
import { endSessionsOf, openOperatorGateway } from './gateway/operator/operator-gateway.ts';
import { publishToRooms } from './gateway/publish-to-rooms.ts';
import { createSendRate } from './gateway/rate-limit.ts';
import type { ChatSocketServer } from './gateway/session.ts';
import { openWidgetGateway } from './gateway/visitor/visitor-gateway.ts';
import { createReadMeta } from './gateway/visitor/visitor-meta.ts';
import { createHttpApp } from './http/create-http-app.ts';
import { findPages } from './http/find-pages.ts';
import { findWidget } from './http/find-widget.ts';
import { healthRoutes } from './http/health-routes.ts';
import { createMetrics, type Metrics } from './http/metrics.ts';
import { mountRoutes } from './http/mount-routes.ts';
import { pagesRoutes } from './http/pages-routes.ts';
import { trackConnections } from './http/track-connections.ts';
import { widgetRoutes } from './http/widget-routes.ts';
import { systemClock } from './lib/clock.ts';
import { createLogger } from './lib/logger.ts';
import { Desk } from './operator/desk.ts';
import { DeskSettingsStore } from './operator/desk-settings.ts';
import { DeskNews } from './operator/operator-notifier.ts';
import { operatorWire } from './operator/operator-wire.ts';
import { Presence } from './operator/presence.ts';
import { createHttpCaller } from './outbound/http-caller.ts';
import { watchInputTimeouts } from './turns/input-timeouts.ts';
import { TurnRunner } from './turns/turn-runner.ts';

const HEAD_INTERVAL_MS = 20_000;
/** Several visitors at once, and canned answers. */
const OPERATOR_RATE = { messagesPerMinute: 240, burst: 60 };
const OPERATOR_GRACE_MS = 30_000;
const TURN_MS = 300_000;
/** How long a session that is sent away should wait: a restart takes about so long. */
const COME_BACK_MS = 1000;

/** Every route, by room. Widget and pages are absent where they are not installed or not built. */
function addRoutes(
  app: FastifyInstance,
  options: ServerOptions,
  { db }: OpenDatabase,
  { files, admin, metrics }: { files: FileRouteDeps; admin: AdminDeps; metrics: Metrics },
): void {
  const widget = findWidget();
  const pages = findPages();
  app.register(healthRoutes(db, metrics));
  app.register(adminRoutes(admin));
  app.register(iconRoute(db));
  app.register(uploadRoute(files));
  app.register(downloadRoute(files));
  if (options.demo) app.register(demoRoutes);
  if (widget) app.register(widgetRoutes(widget));
  if (pages) app.register(pagesRoutes(pages));
  for (const mount of options.mounts ?? []) app.register(mountRoutes(mount));
}

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

function openSockets(http: HttpServer, limits: Limits, nodes: NodeConnection | null): ChatSocketServer {
  const io: ChatSocketServer = new Server(http, {
    transports: ['websocket', 'polling'],
    serveClient: false,
    ...(nodes ? { adapter: nodes.adapter } : {}),
    perMessageDeflate: false,
    maxHttpBufferSize: Math.min(limits.frameBytes, MAX_FRAME_BYTES),
    // Which origins may come is decided per bot, in the namespace: here the bot is not known yet.
    cors: { origin: true, credentials: false },
  });
  // Everything happens in namespaces with a check of their own; a socket in the root one has no business.
  io.use((_, next) => next(new Error('NAMESPACE_REQUIRED')));
  return io;
}

/** The agents that scenarios may name. The AI SDK is loaded only where a model is configured: that takes 0.3 s. */
async function createProviders(db: Db, options: ServerOptions): Promise<Map<string, AgentProvider>> {
  const usesModels = options.openai !== undefined || options.models !== undefined;
  const { createModelAgents } = usesModels ? await import('./agent/model/create-model-agents.ts') : {};
  return new Map([
    ['knowledge', createKnowledgeProvider(db)],
    ...(createModelAgents?.(db, options) ?? []),
    ...Object.entries(options.providers ?? {}),
  ]);
}

const hostInUrl = (host: string) => (host.includes(':') ? `[${host}]` : host);

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
  const clock = options.clock ?? systemClock;
  const logger = options.logger ?? createLogger('silent');
  const connectionLimits: ConnectionLimits = { ...DEFAULT_CONNECTION_LIMITS, ...options.connections };
  const limits: Limits = { ...DEFAULT_LIMITS, ...options.limits };
  const host = options.host ?? '127.0.0.1';
  const readMeta = createReadMeta({
    proxies: options.proxies ?? 0,
    countryHeader: options.countryHeader,
    geoip: options.geoip,
  });
  const database = await openDatabase(options);
  const { db, epoch, exclusive } = database;
  const uploadTimes: UploadTimes = { ...DEFAULT_UPLOAD_TIMES, ...options.uploads };
  // Known when the server listens; nobody reads a message before.
  let url = '';
  const links = createFileLinks({
    key: database.fileKey,
    now: () => clock.now(),
    baseUrl: () => options.publicUrl ?? url,
  });
  const toWire: ToWire = (row) => toWireMessage(row, epoch, links);
  const { metrics, countSend, countTurn, countOverload, countUpload } = createMetrics();
  const app = createHttpApp({ logger, proxies: options.proxies ?? 0 });
  const http = app.server;
  const dropConnections = trackConnections(http);
  const cluster = options.databaseUrl ? connectNodes(options.databaseUrl, logger) : null;
  const io = openSockets(http, limits, cluster);
  try {
    const nodeId = randomUUID();
    const namespace = io.of('/widget');
    const nodes = cluster ? nodesOver(namespace) : noOtherNodes;
    const bots = new BotRegistry(db, nodes);
    for (const bot of [...(options.demo ? [demoBot] : []), ...(options.bots ?? [])]) await bots.define(bot, clock);
    const ownOrigin = { publicUrl: options.publicUrl, more: options.adminOrigins ?? [] };
    const files = { db, bots, clock, limits, links, countUpload, ownOrigin };
    const accounts = new Accounts(db, clock);
    const tokens = new AccountTokens(db, clock);
    const settings = new DeskSettingsStore(db, { returnAfterMs: options.operatorGraceMs ?? OPERATOR_GRACE_MS });
    await keepConfiguredAccounts(accounts, options.operators ?? []);
    const firstAdmin = options.admin ? await makeFirstAdmin(accounts, options.admin.password) : null;
    const operators = io.of('/operator');
    metrics.gauge('chat_visitor_sockets', 'Connections of visitors.', () => namespace.sockets.size);
    metrics.gauge('chat_operator_sockets', 'Connections of operators.', () => operators.sockets.size);
    const news = new DeskNews({ db, operators, widget: namespace, logger, cluster: cluster !== null });
    const publisher = publishToRooms(namespace, operators, toWire, news);
    const desk = new Desk({
      db,
      clock,
      publisher,
      logger,
      accounts,
      settings,
      news,
      presence: cluster ? new Presence(db, nodeId) : null,
    });
    const providers = await createProviders(db, options);
    const audit = new Audit(db, clock);
    const runner = new TurnRunner({
      db,
      clock,
      bots,
      publisher,
      providers,
      exclusive,
      nodeId,
      nodes,
      desk,
      httpCaller: createHttpCaller({ hosts: options.httpHosts ?? ['*'], self: () => url }),
      secrets: options.secrets ?? {},
      turnMs: options.turnTimeoutMs ?? TURN_MS,
      audit,
      countTurn,
      logger,
    });
    desk.attach(runner);
    const sendRate = createSendRate(limits);
    const deps = {
      db,
      epoch,
      toWire,
      clock,
      bots,
      nodes,
      publisher,
      runner,
      limits,
      connectionLimits,
      connectionLimit: new ConnectionLimit(connectionLimits),
      countOverload,
      proxies: options.proxies ?? 0,
      sendRate,
      uploadRate: createSendRate(limits),
      operatorRate: createSendRate(OPERATOR_RATE),
      uploadTimes,
      desk,
      news,
      readMeta,
      baseUrl: () => options.publicUrl ?? url,
      countSend,
      logger,
    };
    const gateway = openWidgetGateway(namespace, deps);
    const desks = openOperatorGateway(operators, {
      ...deps,
      accounts,
      tokens,
      audit,
      settings,
      ownOrigin,
      toOperatorWire: operatorWire(toWire),
    });
    const admin: AdminDeps = {
      db,
      clock,
      bots,
      accounts,
      tokens,
      loginLimit: new LoginLimit(),
      audit,
      desk: settings,
      staff: {
        sessionsEnded: endSessionsOf(operators),
        endBots: endBots({ widget: namespace, operators, runner, desk, news }),
        deskSettingsChanged: () => desk.assign(),
        async accountChanged(id, gone) {
          desk.presenceChanged();
          if (gone) await desk.release(id);
        },
      },
      loaders: findLoaders(findWidget()),
      baseUrl: () => options.publicUrl ?? url,
      ownOrigin,
      proxies: options.proxies ?? 0,
      logger,
    };
    addRoutes(app, options, database, { files, admin, metrics });
    await app.ready();
    const { port } = await listen(http, host, options.port ?? 0);
    url = `http://${hostInUrl(host)}:${port}`;
    const stopSweep = startSweep({ db, clock, logger }, uploadTimes);
    const stopBeat = startHeadBeat(
      { db, epoch, clock, logger, namespace, operators },
      options.headIntervalMs ?? HEAD_INTERVAL_MS,
    );
    const stopTimeouts = watchInputTimeouts({ db, clock, logger }, (id) => runner.kick(id));
    await desk.start();
    await runner.start();

    let closing: Promise<void> | undefined;
    const close = async () => {
      stopBeat();
      await desk.stop();
      // This node goes; the sessions of the others stay.
      for (const sessions of [namespace, operators]) {
        sessions.local.emit('bye', { code: 'DEPLOY', retry: true, retryAfterMs: COME_BACK_MS });
      }
      await gateway.settle();
      namespace.local.disconnectSockets(true);
      operators.local.disconnectSockets(true);
      await stopTimeouts();
      await runner.close();
      await Promise.all([gateway.settle(), desks.settle()]);
      await news.stop();
      const dropping = dropConnections();
      await new Promise<void>((resolve) => {
        void io.close(() => resolve());
        http.closeAllConnections();
      });
      dropping.cancel();
      await app.close();
      await stopSweep();
      await cluster?.close();
      await database.close();
    };
    return {
      url,
      port,
      firstAdmin,
      close: () => {
        closing ??= close();
        return closing;
      },
    };
  } catch (error) {
    await io.close();
    await cluster?.close();
    await database.close();
    throw error;
  }
}
