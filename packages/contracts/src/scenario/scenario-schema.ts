import * as z from 'zod/mini';
import { coded } from '../problem/index.ts';
import { agentLimitsSchema, agentToolSchema, requestTemplate } from './agent-tools.ts';
import { localizedSchema } from './localized.ts';
import { workingHoursSchema } from './working-hours.ts';

/*
 * The JSON of a scenario: a graph of named nodes that name the nodes they lead to. Strict, so that a misspelt key is an
 * error when the scenario is loaded, not a missing answer when a visitor reaches it.
 */

const nodeId = z.string().check(z.minLength(1), z.maxLength(64));
/** The name of a variable: a letter, then letters, digits, `_`, `.` and `-`. */
export const VARIABLE = /^[A-Za-z][\w.-]{0,63}$/;
const variable = z.string().check(z.regex(VARIABLE, coded('variable-name')));

const buttonSchema = z.strictObject({
  /** Default: its index. Set it if the scenario may be edited while dialogs are open. */
  id: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
  label: localizedSchema,
  /** Exactly one of these three. */
  next: z.optional(nodeId),
  url: z.optional(z.string()),
  alias: z.optional(z.string()),
});
/** A button of a message, a card or the reply keyboard. */
export type ScenarioButton = z.infer<typeof buttonSchema>;

const startNode = z.strictObject({ type: z.literal('start'), next: nodeId });

const imageSchema = z.strictObject({
  /** `https://…`, or a path of this server: `/…`. */
  url: z.string().check(z.regex(/^(https?:\/\/|\/(?!\/))/, coded('own-address'))),
  /** The text alternative of the picture. */
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
      /** In bytes, as shown to the visitor. */
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
  /** Asks for a score; the answer continues at `next`. */
  rating: z.optional(
    z.strictObject({
      prompt: localizedSchema,
      scale: z._default(z.union([z.literal(5), z.literal(10)]), 5),
      /** Whether a comment is asked for as well; its variable is `<variable>_comment`. */
      comment: z._default(z.boolean(), false),
      /** The variable for the score. */
      variable: z._default(variable, 'rating'),
    }),
  ),
  /** Inline buttons, in rows, under the text. */
  buttons: z.optional(z.array(z.array(buttonSchema))),
  /** The reply keyboard, in rows. */
  keyboard: z.optional(z.array(z.array(buttonSchema))),
  /** Whether its buttons may answer more than once. */
  repeatable: z.optional(z.boolean()),
  /** Without it the scenario waits for a button. */
  next: z.optional(nodeId),
});

const inputNode = z.strictObject({
  type: z.literal('input'),
  /** Sent when the scenario reaches this node. */
  prompt: z.optional(localizedSchema),
  format: z._default(z.enum(['plain', 'markdown']), 'plain'),
  /** The variable for the answer. */
  variable,
  expects: z._default(z.enum(['text', 'number', 'date', 'email', 'phone', 'choice']), 'text'),
  /** The answers of a `choice`, offered as a reply keyboard. */
  choices: z.optional(z.array(localizedSchema)),
  /** A regular expression that the whole answer must match, in addition to `expects`. */
  pattern: z.optional(z.string()),
  /** Sent after an invalid answer, before the next one is waited for. */
  invalid: localizedSchema,
  /** After this many invalid answers the scenario continues at `otherwise`. */
  maxAttempts: z.optional(z.int().check(z.minimum(1))),
  otherwise: z.optional(nodeId),
  /** How long an answer is waited for, in ms; then the scenario continues at `timeout`. Invalid answers restart it. */
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
  /** The text of the finished request in the list of steps. Default: `text`. */
  doneText: z.optional(z.string()),
  /** The texts of finished stages, by name. Default: the text of the running stage. */
  doneStages: z.optional(z.record(z.string(), z.string())),
  /** The words once the deadline (`ttlMs`) has passed. Default: the client's own. */
  overdueText: z.optional(z.string().check(z.maxLength(300))),
};
const thinkingParamsSchema = z.strictObject({
  ...thinkingTexts,
  languages: z.optional(z.record(z.string(), z.strictObject(thinkingTexts))),
  /**
   * How long the input is blocked, in ms. Default 60 000. With words or choices for the deadline it counts from the start
   * of the node. Without them it is renewed while the node works, so that only a server that fell silent reaches it.
   */
  ttlMs: z.optional(z.int().check(z.minimum(100), z.maximum(600_000))),
  /** What the visitor can do after the deadline, in the order in which it is shown: wait on, ask a person, ask again. */
  choices: z.optional(
    z
      .array(z.enum(['wait', 'person', 'retry']))
      .check(z.refine((choices) => new Set(choices).size === choices.length, coded('repeated'))),
  ),
  /**
   * How the stages are shown after the answer has arrived: collapsed into one line above it (`fold`, the default), as
   * an open list (`stay`), or not at all (`vanish`).
   */
  afterwards: z.optional(z.enum(['fold', 'stay', 'vanish'])),
});
/** The texts that are shown while an agent or a request is running. */
export type ThinkingParams = z.infer<typeof thinkingParamsSchema>;

const agentNode = z.strictObject({
  type: z.literal('agent'),
  provider: z._default(z.string(), 'knowledge'),
  question: z._default(z.string(), '{{input}}'),
  thinking: z._default(thinkingParamsSchema, {}),
  /** The text that is sent; `{{answer}}` is the agent's answer. */
  answer: z._default(localizedSchema, '{{answer}}'),
  format: z._default(z.enum(['plain', 'markdown']), 'plain'),
  /** Inline buttons under the answer. */
  buttons: z.optional(z.array(z.array(buttonSchema))),
  /** Sent if the agent found nothing and there is no `notFound` node. */
  notFoundText: z.optional(localizedSchema),
  /** Options of the provider. */
  options: z.optional(z.record(z.string(), z.unknown())),
  /** How long the agent may work, in ms. Default 60 000. */
  timeoutMs: z.optional(z.int().check(z.minimum(10), z.maximum(600_000))),
  /** The tools that the agent may call, if its provider supports tools. */
  tools: z.optional(z.array(agentToolSchema).check(z.maxLength(20))),
  limits: z.optional(agentLimitsSchema),
  /** Sent if the agent has reached a limit of its calls or tokens and there is no `limit` node. */
  limitText: z.optional(localizedSchema),
  next: z.optional(nodeId),
  limit: z.optional(nodeId),
  notFound: z.optional(nodeId),
  timeout: z.optional(nodeId),
  error: z.optional(nodeId),
  /** The next node after the visitor has stopped the agent. Default: the scenario waits for the visitor. */
  stopped: z.optional(nodeId),
});

const httpNode = z.strictObject({
  type: z.literal('http'),
  ...requestTemplate,
  /** Variables by their path in the JSON of the response: `{ "order_state": "orders.0.state" }`. */
  save: z._default(z.record(z.string(), z.string()), {}),
  /** The variable for the HTTP status; 0 if there was no response. */
  statusVariable: z.optional(variable),
  /** Shown while the response is waited for. Default: nothing. */
  thinking: z.optional(thinkingParamsSchema),
  next: nodeId,
  /** The next node after a timeout, a status other than 2xx, or a response that is not JSON. */
  error: z.optional(nodeId),
});

const operatorNode = z.strictObject({
  type: z.literal('operator'),
  /** Sent when the visitor enters the queue. */
  text: z.optional(localizedSchema),
  /** When operators are available; outside these hours the scenario continues at `closed`. */
  hours: z.optional(workingHoursSchema),
  closed: z.optional(nodeId),
  /** A button by which the visitor ends the dialog: `true`, or its label. */
  add_button: z.optional(z.union([z.literal(true), localizedSchema])),
  /** A button by which the visitor goes back to the bot. */
  add_return_button: z.optional(z.union([z.literal(true), localizedSchema])),
  /** The text above these buttons. */
  buttonsText: z.optional(localizedSchema),
  /** The next node after an operator's dialog was closed. */
  success: z.optional(nodeId),
  /** The next node after the dialog, or the place in the queue, was returned to the bot. */
  returned: z.optional(nodeId),
  /** The next node if the visitor is banned. */
  banned: z.optional(nodeId),
  /** The longest queue that a visitor may join; if it is longer, the scenario continues at `limit`. */
  maxQueue: z.optional(z.int().check(z.minimum(1))),
  limit: z.optional(nodeId),
  /** The next node if no operator is online. Default: the visitor waits for one. */
  offline: z.optional(nodeId),
  /** The next node if the server has no operators. */
  error: z.optional(nodeId),
  /** The subject of the dialog, for operators; `{{name}}` is replaced. */
  subject: z.optional(z.string().check(z.maxLength(200))),
  tags: z.optional(z.array(z.string().check(z.minLength(1), z.maxLength(40))).check(z.maxLength(10))),
});

const entryNode = z.strictObject({ type: z.literal('entry'), alias: z.string().check(z.minLength(1)), next: nodeId });

const exitNode = z.strictObject({
  type: z.literal('exit'),
  text: z.optional(localizedSchema),
  format: z._default(z.enum(['plain', 'markdown']), 'plain'),
});

/** A node of a scenario. */
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
/** A node of a scenario. */
export type ScenarioNode = z.infer<typeof nodeSchema>;
/** A node of one type. */
export type NodeOf<T extends ScenarioNode['type']> = Extract<ScenarioNode, { type: T }>;

/** The JSON of a scenario. */
export const scenarioSchema = z.strictObject({
  version: z.literal(1),
  name: z.optional(z.string()),
  /** The node for a text that no node waits for: after an exit, or instead of a button. Default: the start node. */
  fallback: z.optional(nodeId),
  /** Sent when a node fails. */
  errorText: z.optional(localizedSchema),
  nodes: z.record(z.string(), nodeSchema),
});
/** A scenario that has been parsed; `loadScenario` of the server also checks its edges. */
export type ScenarioGraph = z.infer<typeof scenarioSchema>;
