import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { Reader, type Response } from 'mmdb-lib';
import type { VisitorMeta } from '../../db/schema.ts';
import { clientAddress } from '../../http/client-address.ts';
import { ConfigError } from '../../lib/config-error.ts';

/** Determines a visitor's location from the connection. Used only if the embed sets `recognize_user_meta`. */
export type ReadMeta = (request: Pick<IncomingMessage, 'headers' | 'socket'>) => VisitorMeta;

export interface MetaOptions {
  /** The number of our own proxies in front of the server. */
  readonly proxies: number;
  /** The header in which the proxy sends the country, e.g. `cf-ipcountry`. */
  readonly countryHeader: string | undefined;
  /** The path of a MaxMind database. */
  readonly geoip: string | undefined;
}

/** A record of a MaxMind database, or of another one in the same format. */
type Place = Response & { readonly country_code?: string };

const asCountry = (text: unknown): string | undefined =>
  typeof text === 'string' && /^[a-z]{2}$/i.test(text) ? text.toUpperCase() : undefined;

function openPlaces(file: string): (address: string) => Place | null {
  try {
    const reader = new Reader<Response>(readFileSync(file));
    return (address) => {
      try {
        return reader.get(address) as Place | null;
      } catch {
        // An IPv6 address in a database of IPv4.
        return null;
      }
    };
  } catch (error) {
    throw new ConfigError(`--geoip ${file} cannot be read as a MaxMind database: ${(error as Error).message}`);
  }
}

/** @throws ConfigError if there is no such database */
export function createReadMeta({ proxies, countryHeader, geoip }: MetaOptions): ReadMeta {
  const find = geoip === undefined ? () => null : openPlaces(geoip);
  return (request) => {
    const address = clientAddress(request, proxies);
    const place = find(address);
    // Trusted only behind a proxy, which overwrites a client's header.
    const header =
      proxies > 0 && countryHeader !== undefined ? request.headers[countryHeader.toLowerCase()] : undefined;
    const found = place && 'country' in place ? place.country?.iso_code : undefined;
    const country = asCountry(header) ?? asCountry(found) ?? asCountry(place?.country_code);
    const city = place && 'city' in place ? place.city?.names?.en : undefined;
    return {
      ...(address === '' ? {} : { address }),
      ...(country === undefined ? {} : { country }),
      ...(city === undefined ? {} : { city }),
    };
  };
}
