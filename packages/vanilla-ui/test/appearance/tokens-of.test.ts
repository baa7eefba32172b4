import { describe, expect, it } from 'vitest';
import { colorsIn } from '../../src/appearance/colors-in.ts';
import { contrast } from '../../src/appearance/contrast.ts';
import { correctContrast } from '../../src/appearance/correct-contrast.ts';
import { mergeColors } from '../../src/appearance/merge-colors.ts';
import { mix } from '../../src/appearance/mix.ts';
import { type Color, parseColor } from '../../src/appearance/parse-color.ts';
import { readableOn } from '../../src/appearance/readable-on.ts';
import { tokensOf } from '../../src/appearance/tokens-of.ts';

const color = (value: string): Color => parseColor(value) as Color;

/** The visible colours of a corrected background: its gradient stops under the overlay. */
function seen(background: string): readonly Color[] {
  const veil = /^linear-gradient\(rgb\((\d+) (\d+) (\d+) \/ ([\d.]+)\), rgb\([^)]*\)\), (.*)$/.exec(background);
  if (!veil) return colorsIn(background);
  const over = { r: Number(veil[1]), g: Number(veil[2]), b: Number(veil[3]), a: 1 };
  return colorsIn(veil[5] as string).map((stop) => mix(stop, over, Number(veil[4])));
}
const worst = (background: string, text: string) =>
  Math.min(...seen(background).map((stop) => contrast(stop, color(text))));

describe('contrast', () => {
  it('is 21 for black on white, and 1 for a colour on itself', () => {
    expect(contrast(color('#000'), color('#fff'))).toBeCloseTo(21, 5);
    expect(contrast(color('#4e8cff'), color('#4e8cff'))).toBe(1);
  });
});

describe('readableOn', () => {
  it('keeps a requested colour that is readable', () => {
    expect(readableOn('#ffffff', '#222222')).toBe('#222222');
  });

  it.each(['#ffffff', '#000000', '#808080', '#4e8cff', '#d14ee0', '#16181d'])(
    'finds a readable text colour for %s',
    (background) => {
      for (const wish of ['#ffffff', '#4e8cff', '#000', background, undefined]) {
        expect(worst(background, readableOn(background, wish))).toBeGreaterThanOrEqual(4.5);
      }
    },
  );

  it('considers every stop of a gradient', () => {
    const gradient = 'linear-gradient(130deg, #594DA0, #7D5BAA)';
    expect(worst(gradient, readableOn(gradient, '#888'))).toBeGreaterThanOrEqual(4.5);
  });

  it('leaves values it does not understand unchanged', () => {
    expect(readableOn('var(--theirs)', '#123456')).toBe('#123456');
  });
});

describe('correctContrast', () => {
  it('darkens a bright gradient rather than turning its white text black', () => {
    const { background, text } = correctContrast('linear-gradient(130deg,#734FE1,#D14EE0)', '#ffffff');
    expect(text).toBe('#ffffff');
    expect(background).toContain('linear-gradient(130deg,#734FE1,#D14EE0)');
    expect(worst(background, text)).toBeGreaterThanOrEqual(4.5);
  });

  it('replaces the text colour if darkening the background would not help', () => {
    const { background, text } = correctContrast('#ffffff', '#fefefe');
    expect(background).toBe('#ffffff');
    expect(worst(background, text)).toBeGreaterThanOrEqual(4.5);
  });

  it('changes nothing that has enough contrast', () => {
    expect(correctContrast('#bb0044', '#ffffff')).toEqual({ background: '#bb0044', text: '#ffffff' });
  });
});

describe('tokensOf', () => {
  it('maps every documented key', () => {
    const tokens = tokensOf({
      device: { bg: '#734FE1', dot: '#B8A6EE', border: '#E4E4E4', container: '#594DA0' },
      header: { bg: '#734FE1', dot: '#B8A6EE', text: '#ffffff' },
      sentMessage: { bg: '#1d5fd6', text: '#ffffff' },
      receivedMessage: { bg: '#eaeaea', text: '#222222' },
      userInput: { bg: '#594DA0', border: 'transparent', text: '#FFFFFF' },
      keyboardButton: { bg: '#BB0044', border: '#BB0044', text: '#FFFFFF' },
      inlineKeyboardButton: { bg: '#1d5fd6', text: '#ffffff' },
      poweredLink: { color: '#FFFFFF' },
    });
    expect(tokens).toMatchObject({
      '--cc-launcher-bg': '#734FE1',
      '--cc-thinking-dot': '#B8A6EE',
      '--cc-panel-border': '#E4E4E4',
      '--cc-body-bg': '#594DA0',
      '--cc-header-bg': '#734FE1',
      '--cc-header-text': '#ffffff',
      '--cc-presence': '#B8A6EE',
      '--cc-sent-bg': '#1d5fd6',
      '--cc-received-text': '#222222',
      '--cc-composer-border': 'transparent',
      '--cc-keyboard-border': '#BB0044',
      '--cc-inline-bg': '#1d5fd6',
      '--cc-accent': '#1d5fd6',
    });
  });

  it('treats a button whose text has its fill colour as outlined', () => {
    const tokens = tokensOf({ inlineKeyboardButton: { bg: '#4e8cff', text: '#4e8cff' } });
    expect(tokens['--cc-inline-bg']).toBeUndefined();
    expect(tokens['--cc-inline-border']).toBe('#4e8cff');
    expect(tokens['--cc-inline-outline']).toBe('#4e8cff');
  });

  it.each(['url(https://spy.example/x)', 'red;background:url(x)', 'image-set("x")', 'x'.repeat(500)])(
    'refuses %s as a colour',
    (value) => {
      const tokens = tokensOf({ header: { bg: value }, device: { bg: value }, sentMessage: { text: value } });
      expect(Object.values(tokens)).not.toContain(value);
    },
  );
});

describe('mergeColors', () => {
  it('changes a part of a scheme and keeps the rest', () => {
    const merged = mergeColors({ header: { bg: '#111', text: '#fff' } }, { header: { bg: '#222' }, accent: '#00f' });
    expect(merged).toEqual({ header: { bg: '#222', text: '#fff' }, accent: '#00f' });
  });

  it('does not pollute prototypes', () => {
    mergeColors({}, JSON.parse('{"__proto__": {"polluted": true}}'));
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
