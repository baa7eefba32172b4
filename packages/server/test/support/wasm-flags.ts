/**
 * Flags of Node for processes that run the embedded database in tests: its WebAssembly is compiled only by the baseline
 * compiler. For a database that lives for seconds the optimizing compiler costs more than it saves.
 */
export const WASM_FLAGS: readonly string[] = ['--liftoff-only'];
