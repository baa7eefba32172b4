import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Refused } from '../lib/refusal.ts';

/** Counts the sends of each visitor. */
export interface SendRate {
  /** @throws Refused RATE_LIMITED with the time to wait */
  count(visitor: string): Promise<void>;
}

/**
 * As many at once as the burst, and in the time in which the rate would let so many through no more:
 * 30 a minute with bursts of 10 is 10 in any window of 20 s.
 */
export function createSendRate(limits: { messagesPerMinute: number; burst: number }): SendRate {
  const duration = (limits.burst * 60) / limits.messagesPerMinute;
  const limiter = new RateLimiterMemory({ points: limits.burst, duration });
  return {
    async count(visitor) {
      try {
        await limiter.consume(visitor);
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        throw new Refused('RATE_LIMITED', 'Too many messages at once.', Math.max(1, error.msBeforeNext));
      }
    },
  };
}
