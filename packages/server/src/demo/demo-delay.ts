/** Long enough for "agent thinking" to be seen in the demo, and no longer. */
export const DEMO_DELAY_MS = 1800;

/** How long the demo's agent pauses after each sentence, so that a visitor can stop it. */
export const sentencePauseOf = (delayMs: number = DEMO_DELAY_MS): number => Math.round(delayMs / 3);
