/** Every connection of an account. */
export const accountRoom = (id: string): string => `account:${id}`;
/** Every connection that a token has opened. */
export const tokenRoom = (hash: string): string => `token:${hash}`;
