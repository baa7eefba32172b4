import { type AGUIEvent, type AssistantMessage, EventType, type Message, type ToolCall } from '@ag-ui/core';
import jsonPatch, { type Operation } from 'fast-json-patch';

/** The most text of a run that is kept, in characters. The store limits an interrupted run as a whole. */
const MAX_KEPT_LENGTH = 128 * 1024;

/** A tool call of the agent. */
interface AgentCall {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

function inputOf(text: string): AgentCall['input'] {
  try {
    const input: unknown = JSON.parse(text);
    return typeof input === 'object' && input !== null && !Array.isArray(input) ? { ...input } : {};
  } catch {
    return {};
  }
}

/** The messages and the state of a run, which the agent is given again when it continues after an interrupt. */
export class RunMemory {
  #messages: Message[];
  #state: unknown;
  #length = 0;

  constructor(messages: readonly Message[], state: unknown) {
    this.#messages = structuredClone([...messages]);
    this.#state = state;
  }

  get messages(): readonly Message[] {
    return this.#messages;
  }

  get state(): unknown {
    return this.#state;
  }

  /** A call of this run, or of the one before the interrupt. */
  callOf(id: string): AgentCall | undefined {
    const call = this.#findCall(id);
    return call && { name: call.function.name, input: inputOf(call.function.arguments) };
  }

  read(event: AGUIEvent): void {
    switch (event.type) {
      case EventType.TEXT_MESSAGE_START:
        this.#assistantMessage(event.messageId);
        return;
      case EventType.TEXT_MESSAGE_CONTENT: {
        if (!this.#hasRoomFor(event.delta)) return;
        const message = this.#assistantMessage(event.messageId);
        message.content = `${message.content ?? ''}${event.delta}`;
        return;
      }
      case EventType.TOOL_CALL_START: {
        const { toolCallId: id, toolCallName: name, parentMessageId = id } = event;
        const message = this.#assistantMessage(parentMessageId);
        message.toolCalls = [...(message.toolCalls ?? []), { id, type: 'function', function: { name, arguments: '' } }];
        return;
      }
      case EventType.TOOL_CALL_ARGS: {
        const call = this.#findCall(event.toolCallId);
        if (call && this.#hasRoomFor(event.delta)) call.function.arguments += event.delta;
        return;
      }
      case EventType.TOOL_CALL_RESULT:
        this.#messages.push({
          id: event.messageId,
          role: 'tool',
          toolCallId: event.toolCallId,
          content: event.content,
        });
        return;
      case EventType.MESSAGES_SNAPSHOT:
        this.#messages = [...event.messages];
        return;
      case EventType.STATE_SNAPSHOT:
        this.#state = event.snapshot;
        return;
      case EventType.STATE_DELTA:
        this.#patchState(event.delta);
    }
  }

  /** A patch that does not fit, or whose result is too large, changes nothing, as in AG-UI's own client. */
  #patchState(delta: readonly unknown[]): void {
    let state = structuredClone(this.#state ?? {});
    try {
      for (const operation of delta as readonly Operation[]) {
        state = jsonPatch.applyOperation(state, operation, true).newDocument;
        // After each one: copies of copies double the state with every operation.
        if (JSON.stringify(state).length > MAX_KEPT_LENGTH) return;
      }
    } catch (error) {
      if (error instanceof jsonPatch.JsonPatchError) return;
      throw error;
    }
    this.#state = state;
  }

  #hasRoomFor(delta: string): boolean {
    this.#length += delta.length;
    return this.#length <= MAX_KEPT_LENGTH;
  }

  #assistantMessage(id: string): AssistantMessage {
    const known = this.#messages.find((message) => message.id === id && message.role === 'assistant');
    if (known) return known as AssistantMessage;
    const created: AssistantMessage = { id, role: 'assistant' };
    this.#messages.push(created);
    return created;
  }

  #findCall(id: string): ToolCall | undefined {
    for (const message of this.#messages) {
      const call = message.role === 'assistant' ? message.toolCalls?.find((made) => made.id === id) : undefined;
      if (call) return call;
    }
    return undefined;
  }
}
