import type { EndpointRequest } from '@connective-chat/contracts/admin';
import { useState } from 'react';

export type RatingRequest = NonNullable<EndpointRequest<'listFeedback'>>;

const DAY_MS = 86_400_000;

/** The periods of the filter, in days; 0 for all of the time. */
export const PERIODS = ['7', '30', '0'] as const;

/** The filter of the ratings: the choices of the page, and the request that they make. */
export function useRatingFilter() {
  const [bot, setBot] = useState('all');
  const [value, setValue] = useState<'all' | 'up' | 'down'>('all');
  const [period, setPeriod] = useState<(typeof PERIODS)[number]>('30');
  // Taken when the period is chosen, so that all pages have the same start.
  const [now, setNow] = useState(() => Date.now());
  const days = Number(period);
  const request: RatingRequest = {
    ...(bot === 'all' ? {} : { bot }),
    ...(value === 'all' ? {} : { value }),
    ...(days === 0 ? {} : { from: new Date(now - days * DAY_MS).toISOString() }),
  };
  return {
    bot,
    value,
    period,
    request,
    setBot,
    setValue,
    setPeriod(next: (typeof PERIODS)[number]) {
      setPeriod(next);
      setNow(Date.now());
    },
  };
}
