import type { Limits } from '@connective-chat/core/protocol';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Refused } from '../lib/refusal.ts';

interface Rate {
  readonly messagesPerMinute: number;
  readonly burst: number;
}

/** Counts the sends of each visitor. */
export interface SendRate {
  /**
   * @param rate the bot's own; without one the server's
   * @throws Refused RATE_LIMITED with the time to wait
   */
  count(visitor: string, rate?: Rate): Promise<void>;
}

/** A bot may allow less than the server, never more. */
const within = (own: Rate | undefined, most: Rate): Rate => ({
  messagesPerMinute: Math.min(own?.messagesPerMinute ?? Number.POSITIVE_INFINITY, most.messagesPerMinute),
  burst: Math.min(own?.burst ?? Number.POSITIVE_INFINITY, most.burst),
});

/** The limits as a bot's visitors are told them. */
export const limitsOf = ({ rate }: { readonly rate?: Rate | undefined }, limits: Limits): Limits => ({
  ...limits,
  ...within(rate, limits),
});

/**
 * As many at once as the burst, and in the time in which the rate would let so many through no more:
 * 30 a minute with bursts of 10 is 10 in any window of 20 s.
 */
export function createSendRate(most: Rate): SendRate {
  const limiters = new Map<string, RateLimiterMemory>();
  const limiterFor = ({ messagesPerMinute, burst }: Rate) => {
    const key = `${messagesPerMinute} ${burst}`;
    const limiter =
      limiters.get(key) ?? new RateLimiterMemory({ points: burst, duration: (burst * 60) / messagesPerMinute });
    limiters.set(key, limiter);
    return limiter;
  };
  return {
    async count(visitor, rate) {
      try {
        await limiterFor(within(rate, most)).consume(visitor);
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        throw new Refused('RATE_LIMITED', 'Too many messages at once.', Math.max(1, error.msBeforeNext));
      }
    },
  };
}
