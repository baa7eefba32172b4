import { _default, array, boolean, literal, object, optional, string, unknown } from 'zod/mini';
import type { Dialect } from '../protocol/dialect.ts';
import { createV2Dialect } from '../protocol/dialects/v2.ts';
import { buttonSchema } from '../protocol/entities.ts';
import { parseAck } from '../protocol/parse-frame.ts';
import { reading } from '../protocol/schema-parts.ts';
import type { ChatClientOptions } from './chat-client.types.ts';

const z = { array, boolean, _default, literal, object, optional, string, unknown };

/** Gives the dialect that is spoken, loaded once; a load that failed is tried again. */
export function createDialectLoader(options: Pick<ChatClientOptions, 'dialect' | 'version'>): () => Promise<Dialect> {
  let loading: Promise<Dialect> | null = null;
  const load = async (): Promise<Dialect> => {
    if (options.dialect) return options.dialect();
    if (options.version !== 'legacy') return createV2Dialect();
    // Few speak it: the others do not carry it.
    const { createLegacyDialect } = await import('../protocol/dialects/legacy.ts');
    return createLegacyDialect({ z, reading, buttonSchema, parseAck });
  };
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = null;
      throw error;
    });
    return loading;
  };
}
