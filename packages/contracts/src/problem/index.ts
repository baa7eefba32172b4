/* What can be wrong with settings and scenarios: codes with parameters, and their text in English. */

export { createProblem, lineOf, type Problem, type ProblemParams, problemSchema } from './problem.ts';
export { coded, isProblemCode, PROBLEM_TEXTS, type ProblemCode } from './problem-texts.ts';
export { problemsOfIssues } from './problems-of-issues.ts';
