/** A value of `paramsFromSite`; nested values are flattened to dotted keys. */
export type ParamInput = string | number | boolean | null | undefined | { readonly [key: string]: ParamInput };

/** The parameters of a site. */
export type ParamsInput = { readonly [key: string]: ParamInput };

const MAX_NESTING = 8;

/**
 * The values of a site's parameters by dotted keys: `{product: {id: 7}}` becomes `product.id`. Arrays and values that
 * are nested too deeply are kept as they are; they cannot be sent, and the caller can warn about them.
 */
export function leavesOf(input: ParamsInput, prefix = '', depth = 0): [key: string, value: unknown][] {
  return Object.entries(input).flatMap(([name, value]): [string, unknown][] => {
    if (value === undefined) return [];
    const isNested = typeof value === 'object' && value !== null && !Array.isArray(value) && depth < MAX_NESTING;
    return isNested ? leavesOf(value, `${prefix}${name}.`, depth + 1) : [[prefix + name, value]];
  });
}
