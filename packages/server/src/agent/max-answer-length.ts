/** The longest answer of an agent, in characters; the rest is cut off. */
export const MAX_ANSWER_LENGTH = 16_000;
