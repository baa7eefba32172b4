/** Literals and names, which are kept as they are, and the signs that delimit the operand of a conditional. */
const TOKENS = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[A-Za-z$_][.\w$]*|[(),?:%]|[^"'A-Za-z$_(),?:%]+|./gs;

/**
 * An expression without the two forms that the language has deprecated, which mean the same: `a ? b : c` is written as
 * `if a then b else c`, and `a % b` as `a mod b`. The library prints a warning for each use of the old ones.
 *
 * @example toCurrentSyntax('n % 2 == 0 ? "even" : "odd"') // 'if n mod 2 == 0 then "even" else "odd"'
 */
export function toCurrentSyntax(source: string): string {
  if (!/[?%]/.test(source)) return source;
  const pieces: string[] = [];
  /** The start of the operand for a following `?`, at the top level and in each open parenthesis. */
  let operand = 0;
  const outer: number[] = [];
  for (const [token] of source.matchAll(TOKENS)) {
    if (token === '%') pieces.push(' mod ');
    else if (token === '?') {
      pieces.splice(operand, 0, ' if ');
      pieces.push(' then ');
    } else pieces.push(token === ':' ? ' else ' : token);
    if (token === '(') outer.push(operand);
    if (token === ')') operand = outer.pop() ?? 0;
    else if (/^(?:[(,?:]|if|then|else)$/.test(token)) operand = pieces.length;
  }
  return pieces.join('').replace(/ {2,}/g, ' ').trim();
}
