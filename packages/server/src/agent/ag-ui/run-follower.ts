import { type AGUIEvent, EventType, type Interrupt } from '@ag-ui/core';
import type { AgentContext } from '../agent.types.ts';
import { MAX_ANSWER_LENGTH } from '../max-answer-length.ts';
import { AgUiFailure } from './ag-ui-failure.ts';
import type { RunMemory } from './run-memory.ts';

/** Converts the events of a run to stages and drafts, as listed in docs/server/scenarios.md. */
export class RunFollower {
  readonly #context: AgentContext;
  readonly #memory: RunMemory;
  #text = '';
  #separator = '';
  #isFinished = false;
  #interrupts: readonly Interrupt[] = [];
  /** The calls that are shown as a stage. */
  readonly #shown = new Set<string>();
  /** The tool of the current stage; null if it is another stage. */
  #tool: string | null = null;

  constructor(context: AgentContext, memory: RunMemory) {
    this.#context = context;
    this.#memory = memory;
  }

  /** What the agent has written. */
  get text(): string {
    return this.#text.trim();
  }

  get isFinished(): boolean {
    return this.#isFinished;
  }

  /** What the agent waits for; empty if its run was not interrupted. */
  get interrupts(): readonly Interrupt[] {
    return this.#interrupts;
  }

  /** Shows the call as the current stage. */
  async showCall(id: string, tool: string): Promise<void> {
    this.#shown.add(id);
    this.#tool = tool;
    await this.#context.stage('tool', { tool });
  }

  async follow(event: AGUIEvent): Promise<void> {
    this.#memory.read(event);
    switch (event.type) {
      case EventType.STEP_STARTED:
        return this.#showStage('step', { step: event.stepName });
      case EventType.REASONING_START:
        return this.#showStage('reason');
      case EventType.TOOL_CALL_START:
        return this.showCall(event.toolCallId, event.toolCallName);
      case EventType.TOOL_CALL_RESULT:
        return this.#endCall(event.toolCallId);
      case EventType.TEXT_MESSAGE_START:
        if (this.#text === '') await this.#showStage('write');
        else this.#separator = '\n\n';
        return;
      case EventType.TEXT_MESSAGE_CONTENT:
        this.#write(event.delta);
        return;
      case EventType.RUN_ERROR:
        throw new AgUiFailure('the agent reported an error');
      case EventType.RUN_FINISHED: {
        if (event.outcome?.type === 'cancelled') throw new AgUiFailure('the agent has cancelled its run');
        this.#isFinished = true;
        if (event.outcome?.type !== 'interrupt') return;
        this.#interrupts = event.outcome.interrupts;
        if (this.#interrupts.length === 0) throw new AgUiFailure('the agent waits for nothing');
        this.#skipCall();
      }
    }
  }

  #showStage(name: string, values?: Readonly<Record<string, string>>): Promise<void> {
    this.#tool = null;
    return this.#context.stage(name, values);
  }

  async #endCall(id: string): Promise<void> {
    const tool = this.#memory.callOf(id)?.name;
    if (tool === undefined) return;
    // The call was begun before an interrupt.
    if (!this.#shown.has(id)) await this.showCall(id, tool);
    if (this.#tool === null) return;
    this.#tool = null;
    this.#context.endStage({ values: { tool }, detail: { tool } });
  }

  /** A call that waits for an approval was not made. */
  #skipCall(): void {
    const tool = this.#tool;
    if (tool !== null) this.#context.endStage({ state: 'skipped', values: { tool }, detail: { tool } });
  }

  /** Another message of the run is another paragraph. Nothing is shown beyond the maximum length. */
  #write(delta: string): void {
    const piece = (this.#separator + delta).slice(0, MAX_ANSWER_LENGTH - this.#text.length);
    this.#separator = '';
    this.#text += piece;
    if (piece !== '') this.#context.draft(piece);
  }
}
