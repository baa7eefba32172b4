import type { Problem, Settings } from '@connective-chat/contracts/admin';
import { parse } from 'acorn';

/** Where JavaScript cannot be read as a module, as the widget runs it; null if it can. */
function syntaxProblem(code: string): string | null {
  try {
    parse(code, { ecmaVersion: 'latest', sourceType: 'module' });
    return null;
  } catch (error) {
    return (error as SyntaxError).message;
  }
}

/** What is wrong with settings that are to be saved, beyond what their schema says. */
export function settingsProblems({ customCode = '', customCodeEnabled, avatar = '' }: Settings): Problem[] {
  const syntax = customCodeEnabled ? syntaxProblem(customCode) : null;
  return [
    ...(syntax === null ? [] : [{ path: 'settings.customCode', message: `cannot be run: ${syntax}` }]),
    // Sites are served over https, where browsers block such a picture.
    ...(/^http:/i.test(avatar) ? [{ path: 'settings.avatar', message: 'begin with https://' }] : []),
  ];
}
