import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  MAX_STEP_TEXT_LENGTH,
  MAX_THINKING_STEPS,
  parseServerEvent,
  readSteps,
  type ThinkingStep,
} from '../../src/protocol/index.ts';

const step: ThinkingStep = {
  id: '2.1',
  name: 'search',
  text: 'Searched the help pages',
  state: 'done',
  startedAt: '2026-01-01T00:00:00.000Z',
  endedAt: '2026-01-01T00:00:02.000Z',
  detail: { tool: 'http', count: 3, result: 'three' },
  after: 'stay',
};

describe('the steps of a frame', () => {
  it('are read as they are', () => expect(readSteps([step])).toEqual([step]));

  it('are absent where they are no list, and the frame is read without them', () => {
    for (const steps of [null, 'x', 7, {}, true]) {
      const parsed = parseServerEvent('thinking', { rev: 1, turn: 1, text: 'Working', steps });
      expect(parsed).toMatchObject({ ok: true, value: { data: { text: 'Working' } } });
      expect(parsed.ok && (parsed.value.data as { steps?: unknown }).steps).toBeUndefined();
    }
  });

  it('a state that this version does not know counts as done, and an unknown field is dropped', () => {
    expect(readSteps([{ ...step, state: 'dreaming', after: 'glow', mood: 'good' }])).toEqual([
      { ...step, after: undefined },
    ]);
  });

  it('a step without a readable id is left out, and its other fields only lose themselves', () => {
    expect(readSteps([{ ...step, id: 7 }, null, 'x', { id: 'a', text: 5, startedAt: null, detail: 'x' }])).toEqual([
      { id: 'a', name: '', text: '', state: 'done', startedAt: '' },
    ]);
  });

  it('are bounded in number and length: the newest stay', () => {
    const many = Array.from({ length: MAX_THINKING_STEPS + 1 }, (_, index) => ({ ...step, id: `${index}` }));
    expect(readSteps(many)?.map(({ id }) => id)).toEqual(many.slice(1).map(({ id }) => id));
    expect(readSteps([{ ...step, text: 'x'.repeat(10_000) }])?.[0]?.text).toHaveLength(MAX_STEP_TEXT_LENGTH);
  });

  it('whatever they are, the message that carries them is read', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (steps) => {
        const message = {
          seq: 1,
          id: 'm',
          from: { kind: 'bot' },
          at: '2026-01-01T00:00:00Z',
          body: { type: 'erased' },
        };
        expect(parseServerEvent('msg', { ...message, steps })).toMatchObject({ ok: true, value: { data: message } });
      }),
    );
  });
});
