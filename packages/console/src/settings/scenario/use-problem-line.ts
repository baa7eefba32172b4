import type { Problem } from '@connective-chat/contracts/problem';
import { useProblemText } from '../../shell/errors/use-problem-text.ts';

/** Describes a problem beside the node that has it: the field within the node, if there is one, and the text. */
export function useProblemLine(): (problem: Problem, node: string) => string {
  const problemText = useProblemText();
  return (problem, node) => {
    const place = node === '' ? problem.path : problem.path.slice(`nodes.${node}.`.length);
    return place === '' ? problemText(problem) : `${place}: ${problemText(problem)}`;
  };
}
