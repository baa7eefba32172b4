import { describe, expect, it } from 'vitest';
import { type Approval, parseServerEvent, readApproval } from '../../src/protocol/index.ts';

const approval: Approval = {
  tool: 'Change the delivery address',
  items: [{ label: 'Address', value: '12 Long Street' }],
  expiresAt: 1_767_225_600_000,
};

const bodyOf = (given: unknown) => {
  const body = { type: 'text', text: 'May I?', approval: given };
  const parsed = parseServerEvent('msg', { epoch: 'e', seq: 1, id: 'm', from: { kind: 'bot' }, at: '', body });
  return parsed.ok ? (parsed.value.data as { readonly body: object }).body : null;
};

describe('the approval of a message', () => {
  it('is read as it is', () => expect(bodyOf(approval)).toMatchObject({ type: 'text', text: 'May I?', approval }));

  it('is absent if it names no tool, and the message is read without it', () => {
    for (const given of [null, 'x', 7, [], {}, { tool: 7 }]) {
      const body = bodyOf(given);
      expect(body).toMatchObject({ type: 'text', text: 'May I?' });
      expect((body as { approval?: unknown }).approval).toBeUndefined();
    }
  });

  it('loses only what cannot be read', () => {
    const items = [{ label: 'A', value: '1' }, { label: 'B' }, null, 'x', { label: 7, value: '2' }];
    expect(readApproval({ tool: 'T', items, expiresAt: 'soon', mood: 'good' })).toEqual({
      tool: 'T',
      items: [{ label: 'A', value: '1' }],
    });
    expect(readApproval({ tool: 'T', items: 'x' })).toEqual({ tool: 'T' });
    expect(readApproval({ tool: 'T', items: null, expiresAt: null })).toEqual({ tool: 'T' });
  });

  it('is cut to what a UI shows', () => {
    const long = 'x'.repeat(1000);
    const read = readApproval({ tool: long, items: Array.from({ length: 30 }, () => ({ label: long, value: long })) });
    expect(read?.tool).toHaveLength(300);
    expect(read?.items).toHaveLength(20);
    expect(read?.items?.[0]).toEqual({ label: 'x'.repeat(80), value: 'x'.repeat(300) });
  });
});
