import * as z from 'zod/mini';
import { coded } from '../problem/index.ts';
import { localizedSchema } from './localized.ts';

/* The tools of an agent's node. */

/** The name by which the model calls a tool. */
const toolName = z.string().check(z.regex(/^[A-Za-z_][\w-]{0,63}$/));
/** For the model: when to call the tool, and what it returns. */
const description = z.string().check(z.minLength(1), z.maxLength(2000));

const described = { description: z.optional(z.string().check(z.maxLength(1000))) };
const texts = { minLength: z.optional(z.int().check(z.minimum(0))), maxLength: z.optional(z.int()) };
const bounds = { minimum: z.optional(z.number()), maximum: z.optional(z.number()) };
const scalarSchemas = [
  z.strictObject({ type: z.literal('string'), enum: z.optional(z.array(z.string())), ...texts, ...described }),
  z.strictObject({ type: z.literal('number'), ...bounds, ...described }),
  z.strictObject({ type: z.literal('integer'), ...bounds, ...described }),
  z.strictObject({ type: z.literal('boolean'), ...described }),
] as const;
const arraySchema = z.strictObject({
  type: z.literal('array'),
  items: z.discriminatedUnion('type', [...scalarSchemas]),
  minItems: z.optional(z.int().check(z.minimum(0))),
  maxItems: z.optional(z.int().check(z.minimum(0))),
  ...described,
});

/**
 * The JSON schema of a tool's arguments: an object of texts, numbers, booleans, and lists of them. Without `pattern`,
 * because the arguments depend on what visitors write, and a regular expression may take very long.
 */
export const toolInputSchema = z.strictObject({
  type: z.literal('object'),
  properties: z._default(z.record(z.string(), z.discriminatedUnion('type', [...scalarSchemas, arraySchema])), {}),
  required: z._default(z.array(z.string()), []),
  additionalProperties: z._default(z.literal(false), false),
});
/** The JSON schema of the arguments of a scenario's tool. */
export type ToolInputSchema = z.infer<typeof toolInputSchema>;
const noInput: ToolInputSchema = { type: 'object', properties: {}, required: [], additionalProperties: false };
const input = z._default(toolInputSchema, noInput);

const approvalTextsSchema = z.strictObject({
  /** The question; `{{args.name}}` is an argument of the call. */
  text: z.optional(localizedSchema),
  /** The labels of the buttons. */
  approve: z.optional(localizedSchema),
  decline: z.optional(localizedSchema),
  /** The labels of the arguments that are shown, by their names. Default: all of them, by their names. */
  items: z.optional(z.record(z.string(), localizedSchema)),
  /** How long the approval can be given, in ms. Default: without limit. */
  ttlMs: z.optional(z.int().check(z.minimum(1000), z.maximum(30 * 86_400_000))),
});
/** The texts of a tool's approval. */
export type ApprovalTexts = z.infer<typeof approvalTextsSchema>;

const approval = z.optional(z.union([z.boolean(), approvalTextsSchema]));

const stageTextsSchema = z.strictObject({
  /** While the tool runs. Default: the text of the stage `tool:<name>` in `thinking`, else its general text. */
  running: z.optional(localizedSchema),
  done: z.optional(localizedSchema),
  failed: z.optional(localizedSchema),
});
/** The texts of the stage of a tool's call; `{{args.name}}` is an argument. */
export type ToolStageTexts = z.infer<typeof stageTextsSchema>;

const shown = {
  /** What the tool does, for the visitor: in its stage and its approval. Default: its name. */
  title: z.optional(localizedSchema),
  texts: z.optional(stageTextsSchema),
};

/** The request of an HTTP node, and of a tool of the kind `http`. */
export const requestTemplate = {
  method: z._default(z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']), 'GET'),
  /** `https://…`, or a path of this server: `/…`. Placeholders are allowed after the host. */
  url: z.string().check(z.regex(/^(https?:\/\/[^/?#{}@\s]+([/?#]|$)|\/(?!\/))/, coded('request-address'))),
  /** `{{secret.NAME}}` is the environment variable `CHAT_SECRET_NAME`, and is allowed only here. */
  headers: z._default(z.record(z.string(), z.string()), {}),
  /** JSON; placeholders in its texts are filled. */
  body: z.optional(z.json()),
  /** How long a response is waited for, in ms. */
  timeoutMs: z._default(z.int().check(z.minimum(50), z.maximum(60_000)), 10_000),
};

const httpTool = z.strictObject({
  kind: z.literal('http'),
  name: toolName,
  description,
  input,
  ...requestTemplate,
  /** The path of a short text or a number in the JSON of the response, shown to the visitor as the result. */
  summary: z.optional(z.string()),
  /** The path of the result in the JSON of the response, such as `orders.0`. Default: the whole response. */
  result: z.optional(z.string()),
  approval,
  ...shown,
});

const articlesTool = z.strictObject({
  kind: z.literal('articles'),
  name: z._default(toolName, 'search_articles'),
  description: z.optional(description),
  ...shown,
});

const scenarioTool = z.strictObject({
  kind: z.literal('scenario'),
  name: toolName,
  description,
  /** Its arguments become variables of the same names; a list becomes a text with commas. */
  input,
  /** The entry point at which the scenario continues. The call ends the work of the agent. */
  alias: z.string().check(z.minLength(1)),
  approval,
  ...shown,
});

const mcpTool = z.strictObject({
  kind: z.literal('mcp'),
  /** The name of the server in the settings of the chat server. */
  server: z.string().check(z.minLength(1), z.maxLength(64)),
  /** The tools that the agent may call, by their names at the server. Default: all that the settings allow. */
  tools: z.optional(z.array(z.string().check(z.minLength(1), z.maxLength(128))).check(z.maxLength(50))),
  /** The tools that need an approval, by their names at the server, with its texts. */
  approvals: z.optional(z.record(z.string(), z.union([z.boolean(), approvalTextsSchema]))),
  /** The titles and texts of single tools, by their names at the server. */
  shown: z.optional(z.record(z.string(), z.strictObject(shown))),
});

/** A tool that an agent may call; `mcp` stands for several tools of a server. */
export const agentToolSchema = z.discriminatedUnion('kind', [httpTool, articlesTool, scenarioTool, mcpTool]);
/** A tool that an agent may call. */
export type ScenarioTool = z.infer<typeof agentToolSchema>;
/** A tool of one kind. */
export type ToolOf<K extends ScenarioTool['kind']> = Extract<ScenarioTool, { kind: K }>;

/** The limits of an agent's turn with tools; its time is the `timeoutMs` of the node. */
export const agentLimitsSchema = z.strictObject({
  /** How many calls of tools it may make. */
  calls: z._default(z.int().check(z.minimum(1), z.maximum(50)), 8),
  /** How many tokens it may use, read and written together. */
  tokens: z._default(z.int().check(z.minimum(1000), z.maximum(2_000_000)), 100_000),
});
/** The limits of an agent's turn with tools. */
export type AgentLimits = z.infer<typeof agentLimitsSchema>;
