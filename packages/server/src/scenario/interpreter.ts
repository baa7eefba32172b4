import type { ScenarioNode } from '@connective-chat/contracts/scenario';
import { localize } from '@connective-chat/contracts/scenario';
import type { Position } from '../db/schema.ts';
import type { TurnInput } from '../db/turn-input.ts';
import type { StepContext, StepOutcome } from './interpreter.types.ts';
import { buttonsOf, type Scenario } from './load-scenario.ts';
import { runAgentNode } from './nodes/agent-node.ts';
import { runHttpNode } from './nodes/http-node.ts';
import { receiveInput, runInputNode } from './nodes/input-node.ts';
import { runMessageNode } from './nodes/message-node.ts';
import { runOperatorNode } from './nodes/operator-node.ts';
import { runEntryNode, runExitNode, runRouterNode, runSetNode, runStartNode } from './nodes/plain-nodes.ts';
import { buttonIdAt } from './nodes/text-body.ts';

const nodeOf = (scenario: Scenario, id: string) => (Object.hasOwn(scenario.nodes, id) ? scenario.nodes[id] : undefined);

/** Nodes that wait for something outside: an agent, a service, the operators. */
const WAITING: ReadonlySet<ScenarioNode['type']> = new Set(['agent', 'http', 'operator']);

/** Whether a node is immediate and has no external effect, so that it may run again after a crash. */
export function isInstant(scenario: Scenario, id: string): boolean {
  const node = nodeOf(scenario, id);
  return !node || !WAITING.has(node.type);
}

/** The node for a text that no node is waiting for. */
const toFallback = (scenario: Scenario): StepOutcome => ({ next: scenario.fallback ?? scenario.start, position: null });

function enterByText(scenario: Scenario, text: string, position: Position | null, context: StepContext): StepOutcome {
  const node = position && nodeOf(scenario, position.node);
  if (!position || !node) return toFallback(scenario);
  // The agent gets the text as the answer to its question; the position tells it what it has asked.
  if (position.approval && node.type === 'agent') return { next: position.node };
  if (node.type === 'input') {
    return receiveInput(node, text, position.attempts, { ...context, nodeId: position.node });
  }
  // The label of a button may be typed instead of pressed.
  const wanted = text.trim().toLowerCase();
  const button = buttonsOf(node).find(({ label }) => localize(label, context.locale).toLowerCase() === wanted);
  const target = button?.next ?? (button?.alias === undefined ? undefined : scenario.aliases.get(button.alias));
  return target === undefined ? toFallback(scenario) : { next: target, position: null };
}

function enterByPress(
  scenario: Scenario,
  press: Extract<TurnInput, { kind: 'press' }>,
  position: Position | null,
  context: StepContext,
): StepOutcome {
  const node = nodeOf(scenario, press.node);
  if (press.approves !== undefined) {
    const isAsked = node?.type === 'agent' && position?.approval !== undefined && position.node === press.node;
    return isAsked ? { next: press.node } : {};
  }
  // A button of an input answers its question.
  if (node?.type === 'input') {
    const attempts = position?.node === press.node ? position.attempts : 0;
    return receiveInput(node, press.label, attempts, { ...context, nodeId: press.node });
  }
  const button = node && buttonsOf(node).find((item, index) => buttonIdAt(item, index) === press.buttonId);
  if (button?.url !== undefined) return {};
  const target = button?.next ?? (button?.alias === undefined ? undefined : scenario.aliases.get(button.alias));
  return target === undefined ? toFallback(scenario) : { next: target, position: null };
}

/** A score is always saved; the scenario continues only if it still waits for it. */
function enterByRate(
  scenario: Scenario,
  rate: { node: string; score: number; comment?: string | undefined },
  position: Position | null,
): StepOutcome {
  const node = nodeOf(scenario, rate.node);
  if (node?.type !== 'message' || !node.rating) return {};
  const { variable } = node.rating;
  const set = { [variable]: rate.score, ...(rate.comment ? { [`${variable}_comment`]: rate.comment } : {}) };
  return position?.node === rate.node ? { set, next: node.next, position: null } : { set };
}

function enterByTimeout(scenario: Scenario, id: string, position: Position | null): StepOutcome {
  const node = nodeOf(scenario, id);
  if (node?.type !== 'input' || node.timeout === undefined || position?.node !== id) return {};
  return { next: node.timeout, position: null };
}

/** Continues after the operators have closed or returned the dialog; without a next node the scenario ends. */
function enterByOperator(scenario: Scenario, done: { node: string; how: 'closed' | 'returned' }): StepOutcome {
  const node = nodeOf(scenario, done.node);
  if (node?.type !== 'operator') return { position: null };
  const next = done.how === 'closed' ? node.success : (node.returned ?? node.success);
  return { next, position: null };
}

/** The first step of a turn: applies the input at the current position of the scenario. */
export function enterTurn(scenario: Scenario, position: Position | null, context: StepContext): StepOutcome {
  const { input } = context;
  switch (input.kind) {
    case 'start':
      return { next: scenario.start };
    case 'text':
      return enterByText(scenario, input.text, position, context);
    case 'press':
      return enterByPress(scenario, input, position, context);
    case 'rate':
      return enterByRate(scenario, input, position);
    case 'timeout':
      return enterByTimeout(scenario, input.node, position);
    case 'operator':
      return enterByOperator(scenario, input);
    case 'alias':
      return { next: scenario.aliases.get(input.alias) ?? scenario.fallback ?? scenario.start, position: null };
  }
}

/** Runs one node. */
export async function runNode(scenario: Scenario, context: StepContext): Promise<StepOutcome> {
  const node = nodeOf(scenario, context.nodeId);
  // A scenario edited during the turn may no longer contain the current node.
  if (!node) return toFallback(scenario);
  switch (node.type) {
    case 'start':
      return runStartNode(node, context);
    case 'message':
      return runMessageNode(node, context);
    case 'input':
      return runInputNode(node, context);
    case 'router':
      return runRouterNode(node, context);
    case 'set':
      return runSetNode(node, context);
    case 'agent':
      return runAgentNode(node, context);
    case 'http':
      return runHttpNode(node, context);
    case 'operator':
      return runOperatorNode(node, context);
    case 'entry':
      return runEntryNode(node, context);
    case 'exit':
      return runExitNode(node, context);
  }
}
