import type { FastifyInstance } from 'fastify';
import { adminRoutes } from './admin/admin-api.ts';
import type { AdminDeps } from './admin/admin-api.types.ts';
import { iconRoute } from './bots/icon-route.ts';
import type { ServerOptions } from './config/server-options.ts';
import type { FailureLog } from './db/failure-log.ts';
import type { Db } from './db/open-database.ts';
import { DEMO_DELAY_MS } from './demo/demo-delay.ts';
import { demoRoutes } from './demo/demo-routes.ts';
import { downloadRoute, type FileRouteDeps, uploadRoute } from './files/file-routes.ts';
import { findPages } from './http/find-pages.ts';
import { findWidget } from './http/find-widget.ts';
import { healthRoutes } from './http/health-routes.ts';
import type { Metrics } from './http/metrics.ts';
import { mountRoutes } from './http/mount-routes.ts';
import { pagesRoutes } from './http/pages-routes.ts';
import { widgetRoutes } from './http/widget-routes.ts';

export interface RoutesDeps {
  readonly db: Db;
  readonly failures: FailureLog;
  readonly admin: AdminDeps;
  readonly files: FileRouteDeps;
  readonly metrics: Metrics;
}

/** Adds every route of the server. Widget and pages are skipped if they are not installed or not built. */
export function addRoutes(
  app: FastifyInstance,
  { demo, demoDelayMs = DEMO_DELAY_MS, mounts = [], dataDir, databaseUrl }: ServerOptions,
  { db, failures, admin, files, metrics }: RoutesDeps,
): void {
  const widget = findWidget();
  const pages = findPages();
  app.register(healthRoutes({ db, failures, dataDir: databaseUrl ? undefined : dataDir }, metrics));
  app.register(adminRoutes(admin));
  app.register(iconRoute(db));
  app.register(uploadRoute(files));
  app.register(downloadRoute(files));
  if (demo) app.register(demoRoutes(demoDelayMs));
  if (widget) app.register(widgetRoutes(widget));
  if (pages) app.register(pagesRoutes(pages));
  for (const mount of mounts) app.register(mountRoutes(mount));
}
