import type { ServerResponse } from 'node:http';
import { begin, end, event, interrupted, message } from './ag-ui-events.ts';
import { type Answer, stream } from './completion-answers.ts';

export const address = { number: 'A-1', address: '12 Long Street' };
const proposal =
  message('before', 'I can do that.') +
  event('TOOL_CALL_START', { toolCallId: 'c1', toolCallName: 'change_address' }) +
  event('TOOL_CALL_ARGS', { toolCallId: 'c1', delta: JSON.stringify(address).slice(0, 12) }) +
  event('TOOL_CALL_ARGS', { toolCallId: 'c1', delta: JSON.stringify(address).slice(12) }) +
  event('TOOL_CALL_END', { toolCallId: 'c1' }) +
  event('STATE_SNAPSHOT', { snapshot: { order: 'A-0' } }) +
  event('STATE_DELTA', { delta: [{ op: 'replace', path: '/order', value: 'A-1' }] }) +
  // Does not fit, so nothing of it applies.
  event('STATE_DELTA', {
    delta: [
      { op: 'add', path: '/lost', value: true },
      { op: 'replace', path: '/missing/field', value: 1 },
    ],
  });
const done =
  event('TOOL_CALL_RESULT', { messageId: 'm-c1', toolCallId: 'c1', content: 'ok' }) + message('after', 'Done.');
/** The recommended form of an approval, in which a client may also edit the arguments. */
export const approval = {
  id: 'i1',
  reason: 'tool_call',
  toolCallId: 'c1',
  message: 'Change the address to {{input}} 12 Long Street?',
  responseSchema: {
    type: 'object',
    properties: { approved: { type: 'boolean' }, editedArgs: { type: 'object' } },
    required: ['approved'],
  },
};

type Resume = { readonly interruptId: string; readonly status: string; readonly payload?: unknown }[];

/**
 * An agent whose first run ends with interrupts. As the protocol says, a thread with open interrupts accepts only a
 * request that answers all of them, and a thread without accepts no answer.
 */
export function interruptedAgent(
  service: { readonly answers: Map<string, Answer> },
  parts: readonly string[],
  interrupts: readonly (typeof approval | { readonly id: string; readonly [field: string]: unknown })[],
  { answer = (response: ServerResponse) => void stream(response).end(begin + done + end) } = {},
) {
  const open = new Set<string>();
  const resumes: Resume[] = [];
  for (const part of parts) {
    service.answers.set(part, ({ body }, response) => {
      const resume: Resume = body.resume ?? [];
      const waiting = open.has(body.threadId) ? interrupts.map(({ id }) => id) : [];
      if (JSON.stringify(resume.map(({ interruptId }) => interruptId)) !== JSON.stringify(waiting)) {
        stream(response).end(begin + event('RUN_ERROR', { message: 'open interrupts' }));
      } else if (waiting.length === 0) {
        open.add(body.threadId);
        stream(response).end(begin + proposal + interrupted(interrupts));
      } else {
        open.delete(body.threadId);
        resumes.push(resume);
        answer(response);
      }
    });
  }
  return resumes;
}
