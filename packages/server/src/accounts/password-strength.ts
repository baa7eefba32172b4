import { passwordSchema } from '@connective-chat/contracts/admin';
import { problemsOfIssues } from '@connective-chat/contracts/problem';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

/** A password found within 10^6 guesses could be guessed within days, even at the limited login rate. */
const MIN_SCORE = 2;
/** The time of an estimate grows faster than the password, and further characters can only make it stronger. */
const MAX_LENGTH = 100;

let estimator: ZxcvbnFactory | undefined;

/**
 * Whether a password is among the first that an attacker tries: common ones, repetitions, keyboard rows, dates, and
 * the names of the account.
 *
 * @param known login and name of the account
 */
export function isGuessable(password: string, known: readonly string[]): boolean {
  // The dictionaries take a moment to load, and most starts need none.
  estimator ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  return estimator.check(password.slice(0, MAX_LENGTH), [...known]).score < MIN_SCORE;
}

/** Completes a sentence about a password. */
export const GUESSABLE = 'is too easy to guess: choose a longer one, or several unrelated words';

/**
 * The problem of a configured password, as a continuation of "the password"; null if it is strong enough.
 *
 * @param known login and name of the account
 */
export function passwordProblem(password: string, known: readonly string[]): string | null {
  const parsed = passwordSchema.safeParse(password);
  if (!parsed.success) return problemsOfIssues(parsed.error.issues, password)[0]?.message ?? 'cannot be used';
  return isGuessable(password, known) ? GUESSABLE : null;
}
