import {
  APICallError,
  InvalidResponseDataError,
  JSONParseError,
  LoadAPIKeyError,
  NoSuchModelError,
  RetryError,
  TypeValidationError,
} from 'ai';

class ModelFailure extends Error {
  override readonly name = 'ModelFailure';
}

/** The code of the system error at the end of the causes; their messages contain addresses. */
function codeOf({ code, cause }: NodeJS.ErrnoException): string | undefined {
  return cause instanceof Error ? (codeOf(cause) ?? code) : code;
}

const UNFINISHED = 'the stream ended before the answer was complete';

function reasonOf(error: unknown): string {
  if (RetryError.isInstance(error)) return reasonOf(error.lastError);
  // A connection that breaks during a stream is reported with the status 200 of its start.
  if (APICallError.isInstance(error) && error.statusCode !== undefined && error.statusCode !== 200) {
    return `the service answered with status ${error.statusCode}`;
  }
  if (JSONParseError.isInstance(error) || TypeValidationError.isInstance(error)) {
    return 'a chunk of the stream cannot be read';
  }
  if (InvalidResponseDataError.isInstance(error)) return UNFINISHED;
  // These messages are written by the SDK and contain a setting, not a response.
  if (LoadAPIKeyError.isInstance(error) || NoSuchModelError.isInstance(error)) return error.message;
  if (!(error instanceof Error)) return 'the service reported an error in the stream';
  return `the service cannot be reached (${codeOf(error) ?? error.name})`;
}

/** An error that says why a model failed without repeating what the service sent, which may contain the key. */
export function modelFailure(error: unknown): Error {
  return error instanceof ModelFailure ? error : new ModelFailure(reasonOf(error));
}

/** The error of a stream that ended without a reason. */
export const unfinishedAnswer = (): Error => new ModelFailure(UNFINISHED);
