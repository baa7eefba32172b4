/** The server was asked for something that cannot be: the message says what, and what would be right. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
