/**
 * The configuration is invalid: the message says what is wrong, and what would be right.
 *
 * @example if (error instanceof ConfigError) console.error(error.message);
 */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
