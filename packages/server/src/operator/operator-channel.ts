/** Sends events to the connected operators on every node. */
export interface OperatorChannel {
  /** Whether any operator may be connected; otherwise nothing needs to be read from the store. */
  hasListeners(): boolean;
  /** Whether some operator may have the conversation open. */
  mayBeOpen(conversationId: string): boolean;
  /** Whether the visitor of a conversation is connected, to any node. */
  isVisitorOnline(conversationId: string): Promise<boolean>;
  /** The address of the visitor; null if they are not connected. */
  addressOf(conversationId: string): Promise<string | null>;
  toAll(event: string, data: object): void;
  /** To every connection of an account. */
  toAccount(accountId: string, event: string, data: object): void;
  /** To the operators who have the conversation open. */
  toConversation(conversationId: string, event: string, data: object): void;
}
