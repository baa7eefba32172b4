import { useQuery } from '@tanstack/react-query';
import * as z from 'zod/mini';

const releaseSchema = z.object({
  loaders: z.record(z.string(), z.object({ file: z.string(), integrity: z.string() })),
});

/** The loaders of one release with their hashes, by the names of the evergreen loaders. */
export type PinnedLoaders = z.infer<typeof releaseSchema>['loaders'];

/** The manifest of the widget's build. It is public, like this page. */
export const usePinnedLoaders = (): PinnedLoaders | undefined =>
  useQuery({
    queryKey: ['integrity.json'],
    queryFn: async ({ signal }) => {
      const response = await fetch('/integrity.json', { signal });
      return response.ok ? releaseSchema.parse(await response.json()).loaders : {};
    },
  }).data;
