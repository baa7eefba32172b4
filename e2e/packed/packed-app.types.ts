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
  readonly types: {
    readonly bin: 'tsc' | 'vue-tsc';
    readonly modules: readonly ModuleKind[];
    /** The check that its framework brings, with the framework's own settings. */
    readonly framework?: Command;
  };
  readonly build?: Command;
  /** A program to run with Node, and what it must print. It goes on running while the pages are visited. */
  readonly run?: {
    readonly args: readonly string[];
    readonly prints: readonly string[];
    readonly environment?: Readonly<Record<string, string>>;
  };
  /** The command that serves the built application. */
  readonly serve?: { readonly command: Command; readonly port: number };
  /** The pages on which a conversation is had. */
  readonly pages?: readonly PackedPage[];
}

export interface PackedPage {
  readonly path: string;
  /** How the chat is reached: a form of the page's own, or the widget. */
  readonly ui: 'form' | 'widget';
  /** What is said there; by default to the demo bot of the packed server. */
  readonly dialogue?: Dialogue;
}

export interface Dialogue {
  readonly greeting: string;
  readonly question: string;
  readonly answer: string;
}

export type ModuleKind = 'bundler' | 'node16' | 'nodenext';
