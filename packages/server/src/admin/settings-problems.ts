import type { Settings } from '@connective-chat/contracts/admin';
import { createProblem, type Problem } from '@connective-chat/contracts/problem';
import { parse } from 'acorn';

/** Where and why JavaScript cannot be read as a module, as the widget runs it; null if it can. */
function syntaxProblem(code: string): { reason: string; line: number; column: number } | null {
  try {
    parse(code, { ecmaVersion: 'latest', sourceType: 'module' });
    return null;
  } catch (error) {
    const { message, loc } = error as SyntaxError & {
      readonly loc: { readonly line: number; readonly column: number };
    };
    return { reason: message, line: loc.line, column: loc.column + 1 };
  }
}

/** The problems of settings that their schema does not detect. */
export function settingsProblems({ customCode = '', customCodeEnabled, avatar = '' }: Settings): Problem[] {
  const syntax = customCodeEnabled ? syntaxProblem(customCode) : null;
  return [
    ...(syntax === null ? [] : [createProblem('settings.customCode', 'custom-code', syntax)]),
    // Sites are served over https, where browsers block such a picture.
    ...(/^http:/i.test(avatar) ? [createProblem('settings.avatar', 'secure-address')] : []),
  ];
}
