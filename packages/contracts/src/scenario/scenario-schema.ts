import * as z from 'zod/mini';
import { localizedSchema } from './localized.ts';
import { workingHoursSchema } from './working-hours.ts';

/*
 * The JSON of a scenario: a graph of nodes, each named, each naming where to go next. Strict, so that a
 * misspelt key is an error when the scenario is loaded and not a silence when a visitor gets there.
 */

const nodeId = z.string().check(z.minLength(1), z.maxLength(64));
export const VARIABLE = /^[A-Za-z][\w.-]{0,63}$/;
const variable = z.string().check(z.regex(VARIABLE, 'is not a name: a letter, then letters, digits, _ . -'));

const buttonSchema = z.strictObject({
  /** Default: its label's place. Name it if the scenario may be edited while dialogs are open. */
  id: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
  label: localizedSchema,
  /** Exactly one of these three. */
  next: z.optional(nodeId),
  url: z.optional(z.string()),
  alias: z.optional(z.string()),
});
export type ScenarioButton = z.infer<typeof buttonSchema>;

const startNode = z.strictObject({ type: z.literal('start'), next: nodeId });

const imageSchema = z.strictObject({
  /** `https://…`, or a path of this server: `/…`. */
  url: z.string().check(z.regex(/^(https?:\/\/|\/(?!\/))/, 'is not http, https or a path of this server')),
  /** What the picture says, for those who do not see it. */
  alt: z.optional(localizedSchema),
  width: z.optional(z.number()),
  height: z.optional(z.number()),
});

const messageNode = z.strictObject({
  type: z.literal('message'),
  /** Exactly one of text, image, file, cards and rating. */
  text: z.optional(localizedSchema),
  /** Of the text. */
  format: z._default(z.enum(['plain', 'markdown']), 'plain'),
  image: z.optional(imageSchema),
  /** A file to download. */
  file: z.optional(
    z.strictObject({
      url: imageSchema.shape.url,
      name: localizedSchema,
      /** In bytes, as the visitor is told. */
      size: z.int().check(z.minimum(0)),
      mime: z._default(z.string(), 'application/octet-stream'),
    }),
  ),
  /** Side by side, each with buttons of its own. */
  cards: z.optional(
    z
      .array(
        z.strictObject({
          title: localizedSchema,
          text: z.optional(localizedSchema),
          image: z.optional(imageSchema),
          buttons: z.optional(z.array(buttonSchema)),
        }),
      )
      .check(z.minLength(1), z.maxLength(20)),
  ),
  /** Asks for a score; `next` is where the answer leads. */
  rating: z.optional(
    z.strictObject({
      prompt: localizedSchema,
      scale: z._default(z.union([z.literal(5), z.literal(10)]), 5),
      /** Whether a comment is asked for too; it is kept as `<variable>_comment`. */
      comment: z._default(z.boolean(), false),
      /** Where the score is kept. */
      variable: z._default(variable, 'rating'),
    }),
  ),
  /** Inline buttons, in rows, under the text. */
  buttons: z.optional(z.array(z.array(buttonSchema))),
  /** The reply keyboard, in rows. */
  keyboard: z.optional(z.array(z.array(buttonSchema))),
  /** Whether its buttons may answer more than once. */
  repeatable: z.optional(z.boolean()),
  /** Without it the scenario waits here for a button. */
  next: z.optional(nodeId),
});

const inputNode = z.strictObject({
  type: z.literal('input'),
  /** Asked when the scenario arrives here. */
  prompt: z.optional(localizedSchema),
  format: z._default(z.enum(['plain', 'markdown']), 'plain'),
  /** Where the answer is kept. */
  variable,
  expects: z._default(z.enum(['text', 'number', 'date', 'email', 'phone', 'choice']), 'text'),
  /** The answers of a `choice`, offered as a reply keyboard. */
  choices: z.optional(z.array(localizedSchema)),
  /** A regular expression that the whole answer must match, whatever is expected. */
  pattern: z.optional(z.string()),
  /** Said on a bad answer, before the visitor is waited for again. */
  invalid: localizedSchema,
  /** After so many bad answers the scenario goes to `otherwise`. */
  maxAttempts: z.optional(z.int().check(z.minimum(1))),
  otherwise: z.optional(nodeId),
  /** How long an answer is waited for, in ms; then the scenario goes to `timeout`. A bad answer begins it anew. */
  timeoutMs: z.optional(z.int().check(z.minimum(100), z.maximum(7 * 86_400_000))),
  timeout: z.optional(nodeId),
  next: nodeId,
});

const routerNode = z.strictObject({
  type: z.literal('router'),
  routes: z.array(z.strictObject({ when: z.string(), next: nodeId })).check(z.minLength(1)),
  otherwise: nodeId,
});

const setNode = z.strictObject({
  type: z.literal('set'),
  /** By variable: a value, a text with placeholders, or `{ "expression": "number(price) * 2" }`. */
  values: z.record(
    z.string(),
    z.union([z.string(), z.number(), z.boolean(), z.strictObject({ expression: z.string() })]),
  ),
  next: nodeId,
});

const thinkingTexts = {
  /** Shown while the agent works, unless the stage has a text of its own. */
  text: z.optional(z.string()),
  /** By the names of the agent's stages; `{{count}}`, `{{title}}` and the like are the stage's. */
  stages: z.optional(z.record(z.string(), z.string())),
};
const thinkingParamsSchema = z.strictObject({
  ...thinkingTexts,
  languages: z.optional(z.record(z.string(), z.strictObject(thinkingTexts))),
  /** How long a client shows it without news, in ms; repeated at half of it while the agent works. Default 60 000. */
  ttlMs: z.optional(z.int().check(z.minimum(100), z.maximum(600_000))),
});
export type ThinkingParams = z.infer<typeof thinkingParamsSchema>;

const agentNode = z.strictObject({
  type: z.literal('agent'),
  provider: z._default(z.string(), 'knowledge'),
  question: z._default(z.string(), '{{input}}'),
  thinking: z._default(thinkingParamsSchema, {}),
  /** What is said; `{{answer}}` is the agent's. */
  answer: z._default(localizedSchema, '{{answer}}'),
  format: z._default(z.enum(['plain', 'markdown']), 'plain'),
  /** Inline buttons under the answer. */
  buttons: z.optional(z.array(z.array(buttonSchema))),
  /** Said if the agent found nothing and there is no `notFound` to go to. */
  notFoundText: z.optional(localizedSchema),
  /** Options of the provider. */
  options: z.optional(z.record(z.string(), z.unknown())),
  /** How long the agent may work, in ms. Default 60 000. */
  timeoutMs: z.optional(z.int().check(z.minimum(10), z.maximum(600_000))),
  next: z.optional(nodeId),
  notFound: z.optional(nodeId),
  timeout: z.optional(nodeId),
  error: z.optional(nodeId),
});

const httpNode = z.strictObject({
  type: z.literal('http'),
  method: z._default(z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']), 'GET'),
  /** `https://…`, or a path of this server: `/…`. Placeholders may stand behind the host. */
  url: z
    .string()
    .check(
      z.regex(
        /^(https?:\/\/[^/?#{}@\s]+([/?#]|$)|\/(?!\/))/,
        'is not http, https or a path of this server, with a host of its own',
      ),
    ),
  /** `{{secret.NAME}}` is the environment's `CHAT_SECRET_NAME`, and stands here only. */
  headers: z._default(z.record(z.string(), z.string()), {}),
  /** JSON; placeholders in its texts are filled. */
  body: z.optional(z.json()),
  /** How long an answer is waited for, in ms. */
  timeoutMs: z._default(z.int().check(z.minimum(50), z.maximum(60_000)), 10_000),
  /** Variables by their place in the answer's JSON: `{ "order_state": "orders.0.state" }`. */
  save: z._default(z.record(z.string(), z.string()), {}),
  /** Where the status is kept; 0 if there was no answer. */
  statusVariable: z.optional(variable),
  /** Shown while it is waited for; without it nothing is. */
  thinking: z.optional(thinkingParamsSchema),
  next: nodeId,
  /** Where it goes on without a good answer: none in time, a status that is not 2xx, no JSON. */
  error: z.optional(nodeId),
});

const operatorNode = z.strictObject({
  type: z.literal('operator'),
  /** Said when the visitor begins to wait. */
  text: z.optional(localizedSchema),
  /** When operators are there; outside of it the scenario goes to `closed`. */
  hours: z.optional(workingHoursSchema),
  closed: z.optional(nodeId),
  /** A button by which the visitor ends the dialog: `true`, or its label. */
  add_button: z.optional(z.union([z.literal(true), localizedSchema])),
  /** A button by which the visitor goes back to the bot. */
  add_return_button: z.optional(z.union([z.literal(true), localizedSchema])),
  /** What is said above these buttons. */
  buttonsText: z.optional(localizedSchema),
  /** Where it goes on when an operator's dialog has been closed. */
  success: z.optional(nodeId),
  /** Where it goes on when the dialog, or the place in the queue, was given back to the bot. */
  returned: z.optional(nodeId),
  /** Where it goes if the visitor is banned. */
  banned: z.optional(nodeId),
  /** The longest queue that is joined; a longer one leads to `limit`. */
  maxQueue: z.optional(z.int().check(z.minimum(1))),
  limit: z.optional(nodeId),
  /** Where it goes if none of the operators is there; without it the visitor waits for one. */
  offline: z.optional(nodeId),
  /** Where it goes if there are no operators. */
  error: z.optional(nodeId),
  /** What the dialog is about, for operators; `{{name}}` is read. */
  subject: z.optional(z.string().check(z.maxLength(200))),
  tags: z.optional(z.array(z.string().check(z.minLength(1), z.maxLength(40))).check(z.maxLength(10))),
});

const entryNode = z.strictObject({ type: z.literal('entry'), alias: z.string().check(z.minLength(1)), next: nodeId });

const exitNode = z.strictObject({
  type: z.literal('exit'),
  text: z.optional(localizedSchema),
  format: z._default(z.enum(['plain', 'markdown']), 'plain'),
});

export const nodeSchema = z.discriminatedUnion('type', [
  startNode,
  messageNode,
  inputNode,
  routerNode,
  setNode,
  agentNode,
  httpNode,
  operatorNode,
  entryNode,
  exitNode,
]);
export type ScenarioNode = z.infer<typeof nodeSchema>;
export type NodeOf<T extends ScenarioNode['type']> = Extract<ScenarioNode, { type: T }>;

export const scenarioSchema = z.strictObject({
  version: z.literal(1),
  name: z.optional(z.string()),
  /** Where a text goes that no node waits for: after an exit, or in the place of a button. Default: the start. */
  fallback: z.optional(nodeId),
  /** Said where a node fails. */
  errorText: z.optional(localizedSchema),
  nodes: z.record(z.string(), nodeSchema),
});
/** A scenario that has been read, not yet proved: see `loadScenario`. */
export type ScenarioGraph = z.infer<typeof scenarioSchema>;
