// @vitest-environment jsdom
import type { ThinkingStep } from '@connective-chat/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { Steps } from '../../src/desk/talk/steps.tsx';
import { MessagesProvider } from '../../src/shell/locale/messages-provider.tsx';

afterEach(cleanup);

const step = (id: string, text: string, more: Partial<ThinkingStep> = {}): ThinkingStep => ({
  id,
  name: '',
  text,
  state: 'done',
  startedAt: '2026-01-01T00:00:01.000Z',
  endedAt: '2026-01-01T00:00:03.000Z',
  ...more,
});

test('the line above an answer says what was done, and opens the steps with the tools that were used', () => {
  const asked = step('2', 'Asked the carrier', { state: 'failed', detail: { tool: 'http', result: 'no answer' } });
  render(<Steps steps={[step('1', 'Searched: 3 found', { detail: { count: 3 } }), asked]} />, {
    wrapper: MessagesProvider,
  });
  const line = screen.getByRole('button', { name: /^Searched: 3 found/ });
  expect(line.textContent).toContain('2 s');
  expect(line.getAttribute('aria-expanded')).toBe('false');
  expect(screen.queryAllByRole('listitem')).toEqual([]);
  fireEvent.click(line);
  expect(line.getAttribute('aria-expanded')).toBe('true');
  const items = screen.getAllByRole('listitem').map((item) => item.textContent);
  expect(items).toEqual(['Searched: 3 found2 s', 'Asked the carrier: did not workhttp · no answer2 s']);
});
