/**
 * Flags of Node for whatever runs the embedded database in a test: its WebAssembly is compiled by the baseline compiler
 * alone. The optimizing one costs several times what a database that lives for seconds does.
 */
export const WASM_FLAGS: readonly string[] = ['--liftoff-only'];
