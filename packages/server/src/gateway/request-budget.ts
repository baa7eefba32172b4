import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Refused } from '../lib/refusal.ts';

/** How much visitors may ask of this node. A request costs as many points as `REQUEST_COSTS` says. */
export interface RequestBudgets {
  /** The time in which the points may be spent, in ms. Default 10,000. */
  readonly windowMs: number;
  /** Points of one connection. Default 300, which is 30 times `hello`, and what the rate of messages allows. */
  readonly perSocket: number;
  /** Points of one visitor, on all of its connections. Default 600, and what the rate of messages allows. */
  readonly perVisitor: number;
  /** Points of one public address, which a whole office may share; IPv6 by its first 64 bits. Default: those of ten visitors. */
  readonly perAddress: number;
  /** Visitors that one public address may bring to this server for the first time, in a minute. Default 120. */
  readonly newVisitorsPerMinute: number;
  /** Messages of one public address from visitors who are new (10 minutes), in a minute. Default: as many as four visitors may send. */
  readonly newVisitorMessagesPerMinute: number;
  /** Whether private addresses are counted as well: for visitors in the server's own network. Default false. */
  readonly countPrivateAddresses: boolean;
}

/** What a request costs, by what it costs the database. `connect` is the handshake, `message` one of protocol 1. */
export const REQUEST_COSTS = {
  connect: 10,
  hello: 10,
  history: 5,
  sync: 5,
  send: 5,
  message: 5,
  upload: 5,
  stop: 5,
  feedback: 5,
  params: 3,
  read: 2,
  typing: 1,
} as const;

/** The default budgets: they leave room for the messages and files that the rate of a visitor allows. */
export function defaultBudgets(
  { burst, messagesPerMinute }: { readonly burst: number; readonly messagesPerMinute: number },
  windowMs = 10_000,
): RequestBudgets {
  const messages = burst + (messagesPerMinute * windowMs) / 60_000;
  const ofMessages = messages * (REQUEST_COSTS.send + REQUEST_COSTS.upload);
  const perVisitor = 600 + ofMessages;
  return {
    windowMs,
    perSocket: 300 + ofMessages,
    perVisitor,
    perAddress: 10 * perVisitor,
    newVisitorsPerMinute: 120,
    newVisitorMessagesPerMinute: 4 * messagesPerMinute,
    countPrivateAddresses: false,
  };
}

export type BudgetedRequest = keyof typeof REQUEST_COSTS;

/** Who makes a request. */
export interface Requester {
  readonly socket: string;
  readonly visitor: string;
  /** Null if the address is not counted. */
  readonly address: string | null;
}

/** What has refused a request; the label of the metric. */
export type BudgetName = 'socket' | 'visitor' | 'address' | 'new_visitors' | 'new_visitor_messages';

/** The time in which a third of the new visitors of a minute may come. */
const NEW_VISITORS_S = 20;

/** A visitor is new for this long after its first connection. */
export const NEW_VISITOR_MS = 600_000;

/** Counts the requests of visitors against their budgets, on this node. */
export class RequestBudget {
  readonly #limiters: Readonly<Record<BudgetName, RateLimiterMemory>>;
  /** New visitors who were counted, because they may connect again before they are stored. */
  readonly #counted = new RateLimiterMemory({ points: 1, duration: NEW_VISITORS_S });
  readonly #countRefusal: (budget: BudgetName) => void;

  constructor(budgets: RequestBudgets, countRefusal: (budget: BudgetName) => void) {
    const duration = budgets.windowMs / 1000;
    const limiter = (points: number) => new RateLimiterMemory({ points, duration });
    // A third of a minute at once, like the rate of sends.
    const perMinute = (points: number) =>
      new RateLimiterMemory({ points: Math.ceil(points / 3), duration: NEW_VISITORS_S });
    this.#limiters = {
      socket: limiter(budgets.perSocket),
      visitor: limiter(budgets.perVisitor),
      address: limiter(budgets.perAddress),
      new_visitors: perMinute(budgets.newVisitorsPerMinute),
      new_visitor_messages: perMinute(budgets.newVisitorMessagesPerMinute),
    };
    this.#countRefusal = countRefusal;
  }

  /**
   * Counts a request. What one budget refuses is not counted against the wider ones.
   *
   * @throws Refused RATE_LIMITED with the time to wait
   */
  async count(name: BudgetedRequest, { socket, visitor, address }: Requester): Promise<void> {
    const cost = REQUEST_COSTS[name];
    await this.#spend('socket', socket, cost);
    await this.#spend('visitor', visitor, cost);
    if (address !== null) await this.#spend('address', address, cost);
  }

  /** Counts a handshake, whose visitor is not known yet. @throws Refused RATE_LIMITED */
  async countConnect(address: string | null): Promise<void> {
    if (address !== null) await this.#spend('address', address, REQUEST_COSTS.connect);
  }

  /** Counts a visitor who is not stored yet, once. @throws Refused RATE_LIMITED */
  async countNewVisitor(address: string | null, visitor: string): Promise<void> {
    if (address === null || (await this.#counted.get(visitor))) return;
    await this.#spend('new_visitors', address, 1);
    await this.#counted.set(visitor, 1, NEW_VISITORS_S);
  }

  /** Counts a message of a new visitor. @throws Refused RATE_LIMITED */
  async countMessageOfNewVisitor(address: string | null): Promise<void> {
    if (address !== null) await this.#spend('new_visitor_messages', address, 1);
  }

  async #spend(budget: BudgetName, key: string, cost: number): Promise<void> {
    try {
      await this.#limiters[budget].consume(key, cost);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      this.#countRefusal(budget);
      throw new Refused('RATE_LIMITED', 'Too many requests at once.', Math.max(1, error.msBeforeNext));
    }
  }
}
