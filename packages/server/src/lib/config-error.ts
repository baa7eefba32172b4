/**
 * The configuration is invalid: the message says what is wrong and how to fix it.
 *
 * @example if (error instanceof ConfigError) console.error(error.message);
 */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
