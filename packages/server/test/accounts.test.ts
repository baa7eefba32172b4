import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { LoginLimit } from '../src/accounts/login-limit.ts';
import { verifyPassword } from '../src/accounts/password-hash.ts';
import type { ServerOptions } from '../src/config/server-options.ts';
import { openStore } from '../src/db/open-database.ts';
import { demoLogins } from '../src/demo/demo-logins.ts';
import { type ChatServer, createServer } from '../src/index.ts';
import { ask, done } from './support/admin-api.ts';
import { freshData } from './support/fresh-data.ts';
import { deskRefusal, openDesk } from './support/operator.ts';
import { hashAsPublished } from './support/password-cost.ts';
import { runCliWith, startCli } from './support/server-process.ts';
import { testBot } from './support/test-bot.ts';
import { HeldAgent } from './support/test-server.ts';

/* Each test has a server of its own, because logins are counted and accounts change. */

const TIMEOUT_MS = 240_000;
const HOUR_MS = 3_600_000;

async function start(options: ServerOptions = {}): Promise<ChatServer & { dataDir: string; now: { ms: number } }> {
  const dataDir = options.dataDir ?? (await freshData());
  const now = { ms: Date.now() };
  const server = await createServer({
    dataDir,
    bots: [testBot],
    providers: { held: new HeldAgent() },
    clock: { now: () => now.ms },
    ...options,
  });
  onTestFinished(() => server.close());
  return { ...server, dataDir, now };
}

const boss = { id: 'boss', login: 'Boss', name: 'Boss', role: 'admin' as const, password: 'boss-password' };
const ann = { id: 'ann', login: 'ann', name: 'Ann', password: 'ann-password' };
const login = (url: string, name: string, password: string, headers: Record<string, string> = {}) =>
  ask(url, 'login', { login: name, password }, { headers });

test('the first start creates an admin with a one-time password that only allows changing it', {
  timeout: TIMEOUT_MS,
}, async () => {
  const server = await start({ admin: {} });
  const once = server.firstAdmin?.oneTimePassword as string;
  expect(once).toMatch(/^([a-z2-9]{4}-){4}[a-z2-9]{4}$/);
  const { answer } = await login(server.url, 'admin', once);
  expect(answer.me).toMatchObject({ role: 'admin', mustChangePassword: true });
  const { token } = answer;
  const refused = { status: 403, answer: { code: 'PASSWORD_CHANGE_REQUIRED' } };
  expect(await ask(server.url, 'listBots', undefined, { token })).toMatchObject(refused);
  expect(await ask(server.url, 'changeProfile', { name: 'x' }, { token })).toMatchObject(refused);
  expect(await deskRefusal(server.url, { token })).toMatchObject({ code: 'PASSWORD_CHANGE_REQUIRED' });
  expect((await done(server.url, 'me', undefined, { token })).me.mustChangePassword).toBe(true);
  const change = (current: string, next: string) => ask(server.url, 'changePassword', { current, next }, { token });
  expect(await change(once, 'too short')).toMatchObject({ status: 400, answer: { problems: [{ path: 'next' }] } });
  expect(await change(once, once)).toMatchObject({ status: 400 });
  const wrong = { status: 400, answer: { code: 'INVALID' } };
  expect(await change('something else', 'a-good-password'), 'not 401: the token is valid').toMatchObject(wrong);
  for (const weak of ['aaaaaaaaaaaa', ' '.repeat(12), 'password1234', 'adminadminadmin', 'qwertyuiopas']) {
    const refused = await change(once, weak);
    expect(refused, weak).toMatchObject({ status: 400, answer: { code: 'WEAK_PASSWORD' } });
  }
  const changed = await change(once, 'a-good-password');
  expect(changed.answer.me.mustChangePassword).toBe(false);
  expect(await ask(server.url, 'me', undefined, { token })).toMatchObject({ status: 401 });
  await done(server.url, 'listBots', undefined, { token: changed.answer.token });
  expect((await login(server.url, 'admin', once)).status).toBe(401);
});

test('S8: the command line has no default secret: each first start prints a new password, and later starts none', {
  timeout: TIMEOUT_MS,
}, async () => {
  const printed = /Log in as "admin" with the one-time password (\S+)/;
  async function startOn(dataDir: string) {
    const running = await startCli('--data', dataDir, '--port', '0');
    onTestFinished(() => running.kill());
    return running;
  }
  const [one, other] = [await freshData(), await freshData()];
  const first = await startOn(one);
  const second = await startOn(other);
  // The password is printed directly after the address.
  for (const running of [first, second]) await expect.poll(() => running.output()).toMatch(printed);
  const passwords = [first, second].map((running) => printed.exec(running.output())?.[1] as string);
  expect(new Set(passwords).size).toBe(2);
  for (const guess of ['admin', 'password', 'changeme', '', passwords[1] as string]) {
    expect((await login(first.url, 'admin', guess)).status, guess).not.toBe(200);
  }
  expect((await login(first.url, 'admin', passwords[0] as string)).answer.me.mustChangePassword).toBe(true);
  expect(await first.interrupt()).toBe(0);
  const again = await startOn(one);
  expect(await again.interrupt()).toBe(0);
  expect(again.output()).not.toMatch(/password/);
});

test('a second start creates no other admin, and a given password is validated and needs no change', {
  timeout: TIMEOUT_MS,
}, async () => {
  const dataDir = await freshData();
  await expect(createServer({ dataDir, admin: { password: 'short' } })).rejects.toThrow(/less than 12 characters/);
  await expect(createServer({ dataDir, admin: { password: 'aaaaaaaaaaaa' } })).rejects.toThrow(/too easy to guess/);
  const first = await createServer({ dataDir, admin: { password: 'given-password' } });
  expect(first.firstAdmin).toEqual({ login: 'admin', oneTimePassword: null });
  await first.close();
  const second = await start({ dataDir, admin: { password: 'another-password' } });
  expect(second.firstAdmin).toBeNull();
  const { answer } = await login(second.url, 'ADMIN', 'given-password');
  expect(answer.me.mustChangePassword).toBe(false);
});

test('S6, S23: passwords and tokens are stored as salted hashes, and never appear in logs, metrics or the audit', {
  timeout: TIMEOUT_MS,
}, async () => {
  hashAsPublished();
  const log: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => void log.push(line) });
  const server = await start({ operators: [boss, { ...ann, password: boss.password }], logger });
  const { answer } = await login(server.url, 'boss', boss.password);
  await ask(server.url, 'changePassword', { current: boss.password, next: boss.password }, { token: answer.token });
  await login(server.url, boss.password, boss.password);
  const { items } = await done(server.url, 'audit', undefined as never, { token: answer.token });
  expect(items.map(({ action }) => action)).toEqual(['account.login_failed', 'account.logged_in']);
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  for (const secret of [boss.password, answer.token]) expect(log.join('') + metrics).not.toContain(secret);
  expect(JSON.stringify(items)).not.toContain(boss.password);
  await server.close();
  const store = await openStore({ dataDir: server.dataDir });
  try {
    const accounts = await store.db.selectFrom('accounts').selectAll().execute();
    const tokens = await store.db.selectFrom('account_tokens').selectAll().execute();
    const everything = JSON.stringify([accounts, tokens, await store.db.selectFrom('audit').selectAll().execute()]);
    expect(everything).not.toContain(boss.password);
    expect(everything).not.toContain(answer.token);
    const [first, second] = accounts.map(({ password_hash }) => password_hash) as [string, string];
    expect(first).toMatch(/^scrypt:32768:8:3:/);
    expect(first).not.toBe(second);
    expect([await verifyPassword(boss.password, first), await verifyPassword('boss-passwore', first)]).toEqual([
      true,
      false,
    ]);
  } finally {
    await store.close();
  }
});

test('failed logins are counted per account and address, before the password is checked', {
  timeout: TIMEOUT_MS,
}, async () => {
  const server = await start({ operators: [ann], proxies: 1 });
  const from = (address: string) => ({ 'x-forwarded-for': `6.6.6.6, ${address}` });
  const tries = await Promise.all(
    Array.from({ length: 12 }, () => login(server.url, 'ann', 'wrong-password', from('10.0.0.1'))),
  );
  const codes = tries.map(({ answer }) => answer.code);
  expect(codes.filter((code) => code === 'AUTH_FAILED')).toHaveLength(10);
  const limited = tries.find(({ answer }) => answer.code === 'RATE_LIMITED');
  expect(limited?.status).toBe(429);
  expect(Number(limited?.headers.get('retry-after'))).toBeGreaterThan(0);
  // From this address even the right password is refused. From another one it works, and a forged header has no effect.
  expect((await login(server.url, 'ann', ann.password, from('10.0.0.1'))).status).toBe(429);
  expect((await login(server.url, 'ann', ann.password, from('10.0.0.2'))).status).toBe(200);
});

test('wrong passwords from strangers do not lock out a known device', {
  timeout: TIMEOUT_MS,
}, async () => {
  const server = await start({ operators: [boss, ann], proxies: 1 });
  const attempt = (who: { login: string; password: string }, address: string, device?: string) =>
    ask(
      server.url,
      'login',
      { login: who.login, password: who.password, ...(device === undefined ? {} : { device }) },
      { headers: { 'x-forwarded-for': address } },
    );
  const wrong = { login: 'boss', password: 'wrong-password' };
  const { device } = (await attempt(boss, '198.51.100.1')).answer;
  const ofAnn = (await attempt(ann, '198.51.100.1')).answer.device;
  // The same network: IPv6 addresses are counted by their first 64 bits.
  const from = (n: number) => `2001:db8:1:1::${n}`;
  const tries = await Promise.all(Array.from({ length: 11 }, (_, n) => attempt(wrong, from(n))));
  expect(tries.map(({ status }) => status).sort()).toEqual([...Array(10).fill(401), 429]);
  expect((await attempt(boss, from(11))).status).toBe(429);
  // The device of another account, or a forged one, counts as an unknown device.
  for (const other of [ofAnn, `${device.slice(0, -6)}AAAAAA`, 'nonsense']) {
    expect((await attempt(boss, from(12), other)).status).toBe(429);
  }
  const known = await attempt(boss, from(13), device);
  expect(known.status).toBe(200);
  // A logged-in account can still change its password.
  const { token } = known.answer;
  const change = { current: boss.password, next: 'another-good-password' };
  expect((await ask(server.url, 'changePassword', change, { token })).status).toBe(200);
});

test('100 wrong logins lock an account for unknown devices for a while, and not for known ones', async () => {
  const limit = new LoginLimit();
  const stranger = (n: number) => ({ login: 'Boss', address: `203.0.113.${n}`, device: null });
  for (let n = 0; n < 100; n += 1) expect(await limit.count(stranger(n % 10))).toBeNull();
  expect(await limit.count(stranger(100))).toBeGreaterThan(0);
  const known = { login: 'boss', address: '203.0.113.1', device: 'of-boss' };
  expect(await limit.count(known)).toBeNull();
  await limit.forget(known);
  expect(await limit.count(stranger(101)), 'a login of a known device clears no stranger').toBeGreaterThan(0);
  // A known device has a counter of its own, which also prevents guessing.
  for (let n = 0; n < 10; n += 1) expect(await limit.count(known)).toBeNull();
  expect(await limit.count(known)).toBeGreaterThan(0);
});

test('an unknown account and a wrong password get the same answer', { timeout: TIMEOUT_MS }, async () => {
  const server = await start({ operators: [ann] });
  const [unknown, wrong] = [
    await login(server.url, 'nobody', 'wrong-password'),
    await login(server.url, 'ann', 'wrong-password'),
  ];
  expect(unknown.answer).toEqual(wrong.answer);
  expect(unknown.status).toBe(wrong.status);
  for (const name of ["' or '1'='1", 'ann\u0000', '', 'a'.repeat(500)]) {
    expect((await login(server.url, name, ann.password)).status, name).toBe(400);
  }
});

test('S7: a token ends after twelve hours, on logout, and with the account, also during a connection', {
  timeout: TIMEOUT_MS,
}, async () => {
  const server = await start({ operators: [boss, ann] });
  const token = async (who: typeof ann) => (await login(server.url, who.login, who.password)).answer.token as string;
  const [admin, first, second] = [await token(boss), await token(ann), await token(ann)];
  const desk = await openDesk(server.url, second);
  await done(server.url, 'logout', {}, { token: first });
  expect(await ask(server.url, 'me', undefined, { token: first })).toMatchObject({ status: 401 });
  expect(await desk.ask('hello', {})).toMatchObject({ ok: true });
  const parts = { account: 'ann' };
  await done(server.url, 'changeAccount', { disabled: true }, { token: admin, parts });
  expect(await desk.next('bye')).toMatchObject({ code: 'SESSION_ENDED' });
  expect(await ask(server.url, 'me', undefined, { token: second })).toMatchObject({ status: 401 });
  expect((await login(server.url, 'ann', ann.password)).status).toBe(401);
  await done(server.url, 'changeAccount', { disabled: false }, { token: admin, parts });
  const third = await token(ann);
  const open = await openDesk(server.url, third);
  server.now.ms += 12 * HOUR_MS + 1;
  expect(await ask(server.url, 'me', undefined, { token: third })).toMatchObject({ status: 401 });
  expect(await open.ask('hello', {})).toMatchObject({ code: 'AUTH_FAILED' });
});

test('accounts are created, changed, reset and deleted by an admin, and the last admin cannot be removed', {
  timeout: TIMEOUT_MS,
}, async () => {
  const server = await start({ operators: [boss] });
  const { token } = (await login(server.url, 'boss', boss.password)).answer;
  const make = (body: object) => ask(server.url, 'createAccount', body, { token });
  const { answer: made } = await make({ login: 'cleo', name: 'Cleo', role: 'operator' });
  expect(made.account).toMatchObject({ login: 'cleo', mustChangePassword: true, disabled: false });
  expect((await make({ login: 'CLEO', name: 'Again', role: 'operator' })).status).toBe(409);
  const cleo = { token, parts: { account: made.account.id } };
  const own = { token, parts: { account: 'boss' } };
  for (const [name, body] of [
    ['changeAccount', { disabled: true }],
    ['changeAccount', { role: 'operator' }],
    ['deleteAccount', undefined],
  ] as const) {
    expect(await ask(server.url, name, body, own)).toMatchObject({ status: 409, answer: { code: 'LAST_ADMIN' } });
  }
  const { oneTimePassword } = await done(server.url, 'resetPassword', {}, cleo);
  expect((await login(server.url, 'cleo', made.oneTimePassword)).status).toBe(401);
  expect((await login(server.url, 'cleo', oneTimePassword)).status).toBe(200);
  // Two admins are demoted at the same time: one of them stays an admin.
  await done(server.url, 'changeAccount', { role: 'admin' }, cleo);
  const both = await Promise.all(
    [cleo, own].map((call) => ask(server.url, 'changeAccount', { role: 'operator' }, call)),
  );
  expect(both.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
  expect((await login(server.url, 'boss', boss.password)).status).toBe(200);
});

test('the demo stores its random logins in its data folder, readable by the owner only', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demo-logins-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const first = demoLogins(folder);
  expect(first.map(({ login: name, role }) => [name, role])).toEqual([
    ['admin', 'admin'],
    ['operator', 'operator'],
  ]);
  // The visitor of the demo shop is called Olena, so no operator has that name.
  expect(first.map(({ name }) => name)).toEqual(['Anna', 'Maria']);
  expect(demoLogins(folder)).toEqual(first);
  expect(statSync(join(folder, 'demo-logins.json')).mode & 0o077).toBe(0);
  writeFileSync(join(folder, 'demo-logins.json'), 'junk');
  expect(demoLogins(folder)).not.toEqual(first);
  expect(readFileSync(join(folder, 'demo-logins.json'), 'utf8')).toContain(demoLogins(folder)[0]?.password);
});

test('an unreadable password file stops the start with an error', { timeout: TIMEOUT_MS }, async () => {
  const { code, output } = await runCliWith({}, '--admin-password-file', '/nowhere/at-all');
  expect(code).toBe(1);
  expect(output).toContain('--admin-password-file: /nowhere/at-all cannot be read (ENOENT).');
});
