import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createReadMeta, type MetaOptions } from '../src/gateway/visitor/visitor-meta.ts';
import { logIn } from './support/operator.ts';
import { testBot } from './support/test-bot.ts';
import { HeldAgent, useServer } from './support/test-server.ts';
import { connect } from './support/visitor.ts';

const server = useServer({
  bots: [testBot],
  providers: { held: new HeldAgent() },
  operators: [{ id: 'ann', login: 'ann', name: 'Ann', password: 'ann-password' }],
});

/** A database in the format of MaxMind, in which every address in 81.0.0.0/8 is in Kyiv. */
function tinyDatabase(): Buffer {
  const text = (value: string) => Buffer.concat([Buffer.from([0x40 | value.length]), Buffer.from(value)]);
  const map = (entries: [string, Buffer][]) =>
    Buffer.concat([Buffer.from([0xe0 | entries.length]), ...entries.flatMap(([key, value]) => [text(key), value])]);
  const uint16 = (value: number) => Buffer.from([0xa2, value >> 8, value & 255]);
  const data = map([
    ['country', map([['iso_code', text('UA')]])],
    ['city', map([['names', map([['en', text('Kyiv')]])]])],
  ]);
  const bits = [...'01010001'].map(Number);
  const record = (value: number) => Buffer.from([value >> 16, (value >> 8) & 255, value & 255]);
  const tree = bits.flatMap((bit, index) => {
    const next = record(index + 1 < bits.length ? index + 1 : bits.length + 16);
    const nowhere = record(bits.length);
    return bit === 0 ? [next, nowhere] : [nowhere, next];
  });
  const metadata = map([
    ['node_count', uint16(bits.length)],
    ['record_size', uint16(24)],
    ['ip_version', uint16(4)],
    ['binary_format_major_version', uint16(2)],
    ['database_type', text('Test-City')],
  ]);
  const marker = Buffer.concat([Buffer.from([0xab, 0xcd, 0xef]), Buffer.from('MaxMind.com')]);
  return Buffer.concat([...tree, Buffer.alloc(16), data, marker, metadata]);
}

function read(options: Partial<MetaOptions>, address: string, headers: IncomingMessage['headers'] = {}) {
  const readMeta = createReadMeta({ proxies: 0, countryHeader: undefined, geoip: undefined, ...options });
  return readMeta({ headers, socket: { remoteAddress: address } as IncomingMessage['socket'] });
}

test('the address is that of the connection, and a header is trusted only as far as our own proxies wrote it', () => {
  const headers = { 'x-forwarded-for': '9.9.9.9, 81.1.2.3, 10.0.0.5', 'cf-ipcountry': 'ua' };
  const countryHeader = 'CF-IPCountry';
  expect(read({ countryHeader }, '::ffff:127.0.0.1', headers)).toEqual({ address: '127.0.0.1' });
  expect(read({ countryHeader, proxies: 1 }, '10.0.0.9', headers)).toEqual({ address: '10.0.0.5', country: 'UA' });
  expect(read({ proxies: 2 }, '10.0.0.9', headers)).toEqual({ address: '81.1.2.3' });
  expect(read({ proxies: 9 }, '10.0.0.9', headers)).toEqual({ address: '10.0.0.9' });
  const forged = { 'x-forwarded-for': '<script>', 'cf-ipcountry': '<b>' };
  expect(read({ countryHeader, proxies: 1 }, '10.0.0.9', forged)).toEqual({ address: '10.0.0.9' });
});

test('country and city come from a MaxMind database, and are absent without one or for unknown addresses', () => {
  const folder = mkdtempSync(join(tmpdir(), 'geoip-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const geoip = join(folder, 'tiny.mmdb');
  writeFileSync(geoip, tinyDatabase());
  expect(read({ geoip }, '81.2.3.4')).toEqual({ address: '81.2.3.4', country: 'UA', city: 'Kyiv' });
  expect(read({ geoip }, '82.2.3.4')).toEqual({ address: '82.2.3.4' });
  expect(read({ geoip }, '2001:db8::1')).toEqual({ address: '2001:db8::1' });
  writeFileSync(geoip, 'junk');
  expect(() => read({ geoip }, '81.2.3.4')).toThrow(/^--geoip .* cannot be read as a MaxMind database/);
});

test('operators see the address only while the embed asks for it', async () => {
  const visitor = await connect(server.url);
  const ann = await logIn(server.url, 'ann');
  const meta = async (recognizeUserMeta: boolean) => {
    const { conversation } = await visitor.hello({ meta: { recognizeUserMeta } });
    return (await ann.ask('open', { conversation })).visitor.meta;
  };
  expect(await meta(false)).toBeNull();
  expect(await meta(true)).toEqual({ address: '127.0.0.1' });
  expect(await meta(false)).toBeNull();
});
