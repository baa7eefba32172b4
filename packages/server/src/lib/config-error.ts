/**
 * The server was asked for something that cannot be: the message says what, and what would be right.
 *
 * @example if (error instanceof ConfigError) console.error(error.message);
 */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
