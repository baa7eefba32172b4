import type { Example } from '../../docs/test/support/examples.ts';

/** A command of an application: a file of `node_modules/.bin`, and its arguments. */
export type Command = readonly [bin: string, ...args: string[]];

/** An application that installs the packed packages in a folder of its own. */
export interface PackedApp {
  readonly name: string;
  /** Packages of this repository, without their scope. */
  readonly packages: readonly string[];
  /** Other packages, with exact versions: one more dependency of `package.json` each. */
  readonly dependencies: Readonly<Record<string, string>>;
  /** Whether its own files are CommonJS. */
  readonly isCommonJs?: boolean;
  readonly files: readonly Example[];
  /** Entry points that its types check imports, in addition to its own files. */
  readonly entries: readonly string[];
  /** The compiler for its types check, and the module kinds for which it is checked. */
  readonly types: { readonly bin: 'tsc' | 'vue-tsc'; readonly modules: readonly ModuleKind[] };
  readonly build?: Command;
  /** The command that serves the built application at a port. */
  readonly serve?: (port: number) => Command;
  /** The pages on which a conversation is had, and how the chat is reached there. */
  readonly pages?: readonly { readonly path: string; readonly ui: 'form' | 'widget' }[];
  /** A file to run with Node instead, and what it must print. */
  readonly run?: { readonly args: readonly string[]; readonly prints: readonly string[] };
}

export type ModuleKind = 'bundler' | 'node16' | 'nodenext';
