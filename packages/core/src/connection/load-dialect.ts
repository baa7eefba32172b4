import type { ChatClientOptions } from '../client/chat-client-options.types.ts';
import { loadPart } from '../lib/load-part.ts';
import type { Dialect } from '../protocol/dialect.ts';
import { createV2Dialect } from '../protocol/dialects/v2.ts';

/** Returns the dialect of the options, loaded once; a failed load is retried with the next call. */
export function createDialectLoader(options: Pick<ChatClientOptions, 'dialect' | 'version'>): () => Promise<Dialect> {
  let loading: Promise<Dialect> | null = null;
  const load = async (): Promise<Dialect> => {
    if (options.dialect) return options.dialect();
    if (options.version !== 'legacy') return createV2Dialect();
    // Loaded on demand, because only old integrations need it.
    const { createLegacyDialect } = await loadPart(() => import('../protocol/dialects/legacy.ts'));
    return createLegacyDialect();
  };
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = null;
      throw error;
    });
    return loading;
  };
}
