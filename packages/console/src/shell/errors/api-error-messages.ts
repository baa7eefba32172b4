import { defineMessages } from 'react-intl';

/** Why a request of the settings API failed, by code. */
export const API_ERROR_MESSAGES = defineMessages({
  INVALID: { id: 'shell.errors.INVALID', defaultMessage: 'The request is not valid.' },
  AUTH_FAILED: {
    id: 'shell.errors.AUTH_FAILED',
    defaultMessage: 'You are not logged in any more, or the password is wrong.',
  },
  FORBIDDEN: { id: 'shell.errors.FORBIDDEN', defaultMessage: 'Your role does not allow this.' },
  ORIGIN_NOT_ALLOWED: {
    id: 'shell.errors.ORIGIN_NOT_ALLOWED',
    defaultMessage: 'This address of the page may not use the settings. Allow it with --public-url or --admin-origin.',
  },
  PASSWORD_CHANGE_REQUIRED: {
    id: 'shell.errors.PASSWORD_CHANGE_REQUIRED',
    defaultMessage: 'Change the one-time password first.',
  },
  NOT_FOUND: { id: 'shell.errors.NOT_FOUND', defaultMessage: 'This does not exist any more.' },
  METHOD_NOT_ALLOWED: {
    id: 'shell.errors.METHOD_NOT_ALLOWED',
    defaultMessage: 'The server does not support this request.',
  },
  CONFLICT: {
    id: 'shell.errors.CONFLICT',
    defaultMessage: 'This was changed meanwhile, or the name is taken. Load the page again.',
  },
  LAST_ADMIN: { id: 'shell.errors.LAST_ADMIN', defaultMessage: 'This is the last admin: there has to be one.' },
  TOO_LARGE: { id: 'shell.errors.TOO_LARGE', defaultMessage: 'This is too large for the server.' },
  UNSUPPORTED_TYPE: {
    id: 'shell.errors.UNSUPPORTED_TYPE',
    defaultMessage: 'The server does not accept files of this kind.',
  },
  RATE_LIMITED: { id: 'shell.errors.RATE_LIMITED', defaultMessage: 'Too many attempts. Try again a little later.' },
  INTERNAL: { id: 'shell.errors.INTERNAL', defaultMessage: 'The request failed on the server.' },
  BAD_ANSWER: {
    id: 'shell.errors.BAD_ANSWER',
    defaultMessage: 'The server gave an answer that this page does not know. Load the page again.',
  },
  WEAK_PASSWORD: {
    id: 'shell.password.weak',
    defaultMessage: 'This password is too easy to guess. Choose a longer one, or several unrelated words.',
  },
  NO_CONNECTION: {
    id: 'shell.errors.noConnection',
    defaultMessage: 'The server cannot be reached. Check the connection and try again.',
  },
});
