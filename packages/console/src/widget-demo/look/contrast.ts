import type { Colors } from '@connective-chat/contracts/bot';
import { colorOf } from './colors-of.ts';

type Rgb = readonly [number, number, number];

/** The minimum contrast of text of this size (WCAG 2.2, 1.4.3). */
export const LEAST_CONTRAST = 4.5;

const canvas =
  typeof document === 'undefined'
    ? null
    : document.createElement('canvas').getContext('2d', { willReadFrequently: true });

/** Converts any CSS colour to RGB by a canvas. */
function rgbOf(color: string): Rgb | null {
  if (!canvas || !CSS.supports('color', color)) return null;
  canvas.fillStyle = '#000';
  canvas.fillStyle = color;
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillRect(0, 0, 1, 1);
  const [r = 0, g = 0, b = 0, a = 0] = canvas.getImageData(0, 0, 1, 1).data;
  return a === 255 ? [r, g, b] : null;
}

/** The colours of a gradient, or the single colour. */
const colorsIn = (value: string): string[] =>
  value.includes('gradient(') ? (value.match(/#[\da-f]{3,8}|(?:rgb|hsl|oklch|lab)a?\([^()]*\)/gi) ?? []) : [value];

function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The least contrast of a text on a background; null if one of them cannot be measured. */
function contrastOf(background: string, text: string): number | null {
  const ink = rgbOf(text);
  const grounds = colorsIn(background).map(rgbOf);
  if (!ink || grounds.length === 0 || grounds.includes(null)) return null;
  const ratios = (grounds as Rgb[]).map((ground) => {
    const [light, dark] = [luminance(ground), luminance(ink)].sort((a, b) => b - a) as [number, number];
    return (light + 0.05) / (dark + 0.05);
  });
  return Math.min(...ratios);
}

/** Groups with both a text and a background colour. */
const PAIRED = ['header', 'sentMessage', 'receivedMessage', 'userInput', 'keyboardButton'];

/** The groups whose contrast is below the minimum. */
export function lowContrast(colors: Colors | undefined): { readonly group: string; readonly ratio: number }[] {
  return PAIRED.flatMap((group) => {
    const [background, text] = [colorOf(colors, group, 'bg'), colorOf(colors, group, 'text')];
    const ratio = background && text ? contrastOf(background, text) : null;
    return ratio !== null && ratio < LEAST_CONTRAST ? [{ group, ratio }] : [];
  });
}
