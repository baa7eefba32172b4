import type { ToolInputSchema } from '@connective-chat/contracts/scenario';
import { fromJSONSchema, prettifyError } from 'zod';
import type { ToolInput } from './agent-tool.types.ts';

const MAX_PROBLEM_LENGTH = 500;

/** Checks the arguments of calls. @returns a function that says what is wrong with them, for the model */
export function checkInput(schema: ToolInputSchema): (input: ToolInput) => string | null {
  const compiled = fromJSONSchema(schema as Parameters<typeof fromJSONSchema>[0]);
  return (input) => {
    const parsed = compiled.safeParse(input);
    return parsed.success ? null : prettifyError(parsed.error).slice(0, MAX_PROBLEM_LENGTH);
  };
}
