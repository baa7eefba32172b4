// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { Rating } from '../../src/desk/talk/rating.tsx';
import { RatingCard } from '../../src/settings/feedback/rating-card.tsx';
import { toCsv } from '../../src/settings/feedback/to-csv.ts';
import { MessagesProvider } from '../../src/shell/locale/messages-provider.tsx';

afterEach(cleanup);

test('a CSV file keeps commas, quotes and lines, and runs no formula', () => {
  const rows = [
    ['question', 'answer'],
    ['Who, where?', 'He said "no"\nand left'],
    ['=HYPERLINK("https://evil.example")', '+1'],
    [' \t@SUM(A1)', '-2'],
  ];
  expect(toCsv(rows)).toBe(
    [
      '\uFEFFquestion,answer',
      '"Who, where?","He said ""no""\nand left"',
      `"'=HYPERLINK(""https://evil.example"")",'+1`,
      `' \t@SUM(A1),'-2`,
      '',
    ].join('\r\n'),
  );
});

const rating = {
  conversation: 'c',
  botId: 'shop',
  message: 'm',
  value: 'down' as const,
  reason: 'Too vague',
  at: '2026-01-01T12:00:00.000Z',
  question: 'Where is it?',
  answer: '<b>Three</b> days',
  answeredAt: '2026-01-01T11:59:00.000Z',
};

test('a rating is shown with its question, the answer as text, and the reason', () => {
  render(<RatingCard rating={rating} botTitle="Shop" />, { wrapper: MessagesProvider });
  expect(screen.getByText('Not helpful')).toBeTruthy();
  for (const text of ['Too vague', 'Where is it?', '<b>Three</b> days']) expect(screen.getByText(text)).toBeTruthy();
});

test('the desk shows the rating of a message, and nothing for a withdrawn one', () => {
  const { container, rerender } = render(<Rating feedback={{ value: 'up', rev: 1 }} />, { wrapper: MessagesProvider });
  expect(container.textContent).toBe('Rated as helpful');
  rerender(<Rating feedback={{ value: 'down', reason: 'No', rev: 2 }} />);
  expect(container.textContent).toBe('Rated as not helpful: No');
  rerender(<Rating feedback={{ value: null, rev: 3 }} />);
  expect(container.textContent).toBe('');
});
