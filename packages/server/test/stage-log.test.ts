import { MAX_THINKING_STEPS } from '@connective-chat/core/protocol';
import { describe, expect, it } from 'vitest';
import { StageLog, withoutRunning } from '../src/conversation/stage-log.ts';

const stateOf = (log: StageLog) => log.stages.map(({ id, name, state }) => `${id} ${name} ${state}`);

describe('the stages of a turn', () => {
  it('are numbered within the step of the scenario, and one is running at most', () => {
    const log = new StageLog();
    log.begin({ step: 2, name: 'search', text: 'Searching' }, 0);
    log.begin({ step: 2, name: 'read', text: 'Reading' }, 1000);
    log.end({ state: 'failed' }, 2000);
    log.begin({ step: 3, name: 'search', text: 'Searching' }, 3000);
    expect(stateOf(log)).toEqual(['2.1 search done', '2.2 read failed', '3.1 search running']);
    expect(log.stages.map(({ endedAt }) => endedAt)).toEqual([
      '1970-01-01T00:00:01.000Z',
      '1970-01-01T00:00:02.000Z',
      undefined,
    ]);
  });

  it('an end has words and a detail of its own', () => {
    const log = new StageLog();
    log.begin({ step: 1, name: 'ask', text: 'Asking', detail: { tool: 'http' } }, 0);
    log.end({ state: 'done', text: 'Asked', detail: { count: 2 } }, 0);
    expect(log.stages).toMatchObject([{ text: 'Asked', detail: { tool: 'http', count: 2 } }]);
  });

  it('a node that runs again after a crash lists none twice, and what was finished stays finished', () => {
    const before = new StageLog();
    before.begin({ step: 2, name: 'search', text: 'Searching' }, 0);
    before.begin({ step: 2, name: 'read', text: 'Reading A' }, 1000);
    before.begin({ step: 2, name: 'read', text: 'Reading B' }, 2000);
    const after = new StageLog(before.stages);
    expect(after.begin({ step: 2, name: 'search', text: 'Searching' }, 9000)).toBe(false);
    expect(after.begin({ step: 2, name: 'read', text: 'Reading A' }, 9000)).toBe(false);
    expect(stateOf(after)).toEqual(['2.1 search done', '2.2 read done', '2.3 read running']);
    expect(after.begin({ step: 2, name: 'read', text: 'Reading B' }, 9000)).toBe(true);
    expect(after.stages.at(-1)?.startedAt).toBe('1970-01-01T00:00:02.000Z');
    after.begin({ step: 2, name: 'write', text: 'Writing' }, 10_000);
    expect(stateOf(after)).toEqual(['2.1 search done', '2.2 read done', '2.3 read done', '2.4 write running']);
  });

  it('are bounded: the newest stay, with ids of their own', () => {
    const log = new StageLog();
    for (let index = 0; index < MAX_THINKING_STEPS + 5; index += 1) {
      log.begin({ step: 1, name: `${index}`, text: 'x'.repeat(1000) }, 0);
    }
    expect(log.stages).toHaveLength(MAX_THINKING_STEPS);
    expect(new Set(log.stages.map(({ id }) => id)).size).toBe(MAX_THINKING_STEPS);
    expect(log.stages.at(-1)).toMatchObject({ name: `${MAX_THINKING_STEPS + 4}`, text: 'x'.repeat(300) });
  });

  it('a message takes none that is running', () => {
    const log = new StageLog();
    log.begin({ step: 1, name: 'search', text: 'Searching' }, 0);
    expect(withoutRunning(log.stages, 5000, 'failed')).toMatchObject([
      { state: 'failed', endedAt: '1970-01-01T00:00:05.000Z' },
    ]);
    log.clear();
    expect(log.stages).toEqual([]);
  });
});
