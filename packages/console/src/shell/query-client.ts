import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/api-error.ts';

const RETRIES = 2;

/** The cache of API responses. Refusals are not retried, only requests that did not reach the server. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) =>
        failures < RETRIES && (!(error instanceof ApiError) || error.code === 'NO_CONNECTION'),
    },
  },
});
