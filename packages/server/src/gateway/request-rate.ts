import type { Limits } from '@connective-chat/core/protocol';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Refused } from '../lib/refusal.ts';

interface Rate {
  readonly messagesPerMinute: number;
  readonly burst: number;
}

/** A rate limit. */
export interface RequestRate {
  /**
   * @param key requests with the same key are counted together
   * @param rate the bot's own. Default: the server's
   * @throws Refused RATE_LIMITED with the time to wait
   */
  count(key: string, rate?: Rate): Promise<void>;
}

/** A bot may allow less than the server, never more. */
const within = (own: Rate | undefined, most: Rate): Rate => ({
  messagesPerMinute: Math.min(own?.messagesPerMinute ?? Number.POSITIVE_INFINITY, most.messagesPerMinute),
  burst: Math.min(own?.burst ?? Number.POSITIVE_INFINITY, most.burst),
});

/** The limits in the answer to `hello` of a bot's visitors. */
export const limitsOf = ({ rate }: { readonly rate?: Rate | undefined }, limits: Limits): Limits => ({
  ...limits,
  ...within(rate, limits),
});

/**
 * A fixed window: `burst` requests within the time in which the rate allows that many. 30 a minute with bursts of 10
 * is 10 in a window of 20 s.
 */
export function createRequestRate(most: Rate): RequestRate {
  const limiters = new Map<string, RateLimiterMemory>();
  const limiterFor = ({ messagesPerMinute, burst }: Rate) => {
    const name = `${messagesPerMinute} ${burst}`;
    const limiter =
      limiters.get(name) ?? new RateLimiterMemory({ points: burst, duration: (burst * 60) / messagesPerMinute });
    limiters.set(name, limiter);
    return limiter;
  };
  return {
    async count(key, rate) {
      try {
        await limiterFor(within(rate, most)).consume(key);
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        throw new Refused('RATE_LIMITED', 'Too many messages at once.', Math.max(1, error.msBeforeNext));
      }
    },
  };
}
