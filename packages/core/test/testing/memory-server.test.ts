import { approvalBody, VirtualClock } from '@connective-chat/core/testing';
import { createApproval } from '@connective-chat/core/ui';
import { expect, it, vi } from 'vitest';
import { setUp } from '../support/set-up.ts';

it('accepts an upload without a network request, followed by its message', async () => {
  const request = vi.spyOn(globalThis, 'fetch');
  const { chat, clock, server, view } = await setUp({}, { limits: { uploadBytes: 100, uploadTypes: ['*/*'] } });
  expect(chat.upload(new File(['four'], 'note.txt', { type: 'text/plain' })).ok).toBe(true);
  await clock.advance(10);
  expect(request).not.toHaveBeenCalled();
  expect(server.files).toMatchObject([{ id: 'file-1', name: 'note.txt', size: 4, mime: 'text/plain' }]);
  expect(await server.files[0]?.file.text()).toBe('four');
  expect(chat.uploads.get()).toEqual([]);
  expect(view()).toEqual(['file:confirmed']);
});

it('fails an upload while it is unreachable, and accepts the retry', async () => {
  const { chat, clock, server, view } = await setUp({}, { limits: { uploadBytes: 100, uploadTypes: ['*/*'] } });
  server.faults = { delay: (event) => (event === 'file' ? 1_000 : 0) };
  const sent = chat.upload(new File(['four'], 'note.txt'));
  await clock.advance(500);
  server.reachable = false;
  await clock.advance(500);
  expect(chat.uploads.get()).toMatchObject([{ status: 'failed', error: { code: 'UPLOAD_FAILED', retryable: true } }]);
  server.reachable = true;
  expect(sent.ok && chat.retryUpload(sent.id)).toBe(true);
  await clock.advance(1_000);
  expect(view()).toEqual(['file:confirmed']);
});

it('refuses the next requests of a kind like a real server', async () => {
  const { chat, clock, server, view } = await setUp();
  server.refuse('send', 'RATE_LIMITED', { retryAfterMs: 2_000 });
  chat.send('later');
  await clock.advance(1_000);
  expect(view()).toEqual(['later:pending']);
  expect(chat.messages.get()[0]?.error).toMatchObject({ code: 'RATE_LIMITED', retryable: true });
  await clock.advance(1_500);
  expect(view()).toEqual(['later:confirmed']);

  server.refuse('send', 'BLOCKED', { message: 'Not you.', times: 2 });
  for (const text of ['one', 'two', 'three']) chat.send(text);
  await clock.advance(10);
  expect(view()).toEqual(['later:confirmed', 'three:confirmed', 'one:failed', 'two:failed']);
  expect(chat.messages.get().at(-1)?.error).toMatchObject({ code: 'BLOCKED', message: 'Not you.', retryable: false });
});

it('keeps to the virtual clock with a protocolError listener', async () => {
  const { chat, clock } = await setUp({ online: false });
  const issues: unknown[] = [];
  chat.on('protocolError', (issue) => issues.push(issue));
  await clock.advance(10);
  expect(chat.status.get()).toBe('ready');
  expect(issues).toEqual([]);
});

it('asks for an approval, and refuses an answer that is too late', async () => {
  const { chat, clock, server, view } = await setUp();
  const asked = { tool: 'Change the address', items: [{ label: 'City', value: 'Bern' }] };
  server.say(approvalBody('Shall I?', asked));
  await clock.advance(10);
  const first = createApproval(chat, chat.messages.get()[0]?.id ?? '', { clock });
  expect(first.get()).toMatchObject({ ...asked, state: 'waiting', canAnswer: true });
  first.answer('approve');
  expect(first.get()).toMatchObject({ state: 'waiting', sending: 'approve' });
  await clock.advance(10);
  expect(first.get()).toMatchObject({ state: 'approved', canAnswer: false });
  expect(view().at(-1)).toBe('press:confirmed');

  server.say(approvalBody('And this?', { ...asked, expiresAt: clock.now() + 1_000 }));
  await clock.advance(10);
  const second = chat.messages.get().at(-1)?.id ?? '';
  await clock.advance(1_000);
  // A client whose clock is slow still shows the buttons.
  chat.press(second, { id: 'approve', label: 'Approve', action: { type: 'reply' } });
  await clock.advance(10);
  expect(view().at(-1)).toBe('press:failed');
  const slow = createApproval(chat, second, { clock: new VirtualClock(0) });
  expect(slow.get()).toMatchObject({ state: 'expired', canAnswer: false });
});
