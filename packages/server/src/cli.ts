#!/usr/bin/env node
import { existsSync } from 'node:fs';
import type { OperatorAccount } from './accounts/operator-account.ts';
import { backup } from './backup/backup.ts';
import { restore } from './backup/restore.ts';
import { type Command, type CommandLine, HELP, readCommandLine } from './config/read-command-line.ts';
import type { ChatServer } from './config/server-options.ts';
import { createServer } from './create-server.ts';
import { DamagedDatabaseError } from './db/damaged-database-error.ts';
import { openStore } from './db/open-database.ts';
import { demoLogins } from './demo/demo-logins.ts';
import { findPages } from './http/find-pages.ts';
import { findPort } from './http/find-port.ts';
import { ConfigError } from './lib/config-error.ts';
import { createLogger } from './lib/logger.ts';

async function start(line: CommandLine, logins: readonly OperatorAccount[]): Promise<ChatServer> {
  const port = await findPort(line.host, line.port, { exact: line.exactPort });
  if (port !== line.port && line.port !== 0) {
    console.error(`Port ${line.port} is already in use; using ${port}.`);
  }
  return createServer({
    host: line.host,
    port,
    ...(line.publicUrl === undefined ? {} : { publicUrl: line.publicUrl }),
    demo: line.demo,
    demoDelayMs: line.demoDelayMs,
    mounts: line.mounts,
    operators: [...line.operators, ...logins],
    admin: { password: line.adminPassword },
    adminOrigins: line.adminOrigins,
    proxies: line.proxies,
    ...(line.countryHeader === undefined ? {} : { countryHeader: line.countryHeader }),
    ...(line.geoip === undefined ? {} : { geoip: line.geoip }),
    ...line.models,
    agUi: line.agUi,
    mcp: line.mcp,
    httpHosts: line.httpHosts,
    secrets: line.secrets,
    logger: createLogger(line.logLevel),
    ...(line.databaseUrl ? { databaseUrl: line.databaseUrl } : { dataDir: line.dataDir }),
    ...(line.redisUrl ? { redisUrl: line.redisUrl } : {}),
    databaseConnections: line.databaseConnections,
  });
}

/** Runs the commands `backup` and `restore`. */
async function keep(line: CommandLine, command: Exclude<Command, { name: 'serve' }>): Promise<void> {
  if (command.name === 'backup' && !line.databaseUrl && !existsSync(line.dataDir)) {
    throw new ConfigError(`There is nothing to back up: ${line.dataDir} does not exist.`);
  }
  const store = await openStore(line);
  try {
    if (command.name === 'backup') {
      const rows = await backup(store.db, command.file);
      console.log(`Wrote ${rows} rows to ${command.file}`);
      return;
    }
    const { rows, at } = await restore(store.db, command.file);
    console.log(`Restored ${rows} rows of ${at}. Clients that reconnect load the restored messages.`);
  } finally {
    await store.close();
  }
}

function stopOnSignal(server: ChatServer): void {
  let stopping = false;
  const stop = () => {
    // A second Ctrl-C ends the process at once.
    if (stopping) process.exit(130);
    stopping = true;
    server.close().then(
      () => process.exit(0),
      (error: Error) => {
        console.error(`The server did not stop cleanly: ${error.message}`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function printDemoLogins(logins: readonly OperatorAccount[]): void {
  if (logins.length === 0) return;
  console.log('\nThe logins of this demo:');
  for (const { login, password, role } of logins) console.log(`  ${login.padEnd(10)}${password}   ${role}`);
  console.log('');
}

/** Printed only once, because the store keeps only a hash. */
function printLogin({ firstAdmin }: ChatServer): void {
  if (firstAdmin?.oneTimePassword == null) return;
  console.log(`\nLog in as "${firstAdmin.login}" with the one-time password ${firstAdmin.oneTimePassword}`);
  console.log('It is shown only once, and the first login asks for a new one.\n');
}

async function main(): Promise<void> {
  const line = readCommandLine(process.argv.slice(2), process.env);
  if (line.help) {
    process.stdout.write(HELP);
    return;
  }
  if (line.command.name !== 'serve') {
    await keep(line, line.command);
    return;
  }
  const logins = line.demo ? demoLogins(line.databaseUrl ? null : line.dataDir) : [];
  const server = await start(line, logins);
  stopOnSignal(server);
  console.log(`Connective Chat is listening on ${server.url}`);
  if (line.publicUrl === undefined && ['0.0.0.0', '::'].includes(line.host)) {
    console.error('Without --public-url, file URLs only work on this machine.');
  }
  if (line.demo) console.log(`The demo shop: ${server.url}/`);
  if (findPages()) {
    console.log(`The settings: ${server.url}/settings`);
    console.log(`The operator desk: ${server.url}/operator`);
    console.log(`The widget demo: ${server.url}/widget/en/?bot-id=1`);
  }
  for (const { path } of line.mounts) console.log(`Also here: ${server.url}${path.replace(/\/*$/, '/')}`);
  printLogin(server);
  printDemoLogins(logins);
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  const isExplained = error instanceof ConfigError || error instanceof DamagedDatabaseError;
  console.error(isExplained ? message : `The server could not start: ${message}`);
  process.exit(1);
});
