import type { Colors } from '@connective-chat/contracts/bot';

const solid = (accent: string, text = '#ffffff'): Colors => ({
  accent,
  device: { bg: accent },
  header: { bg: accent, text },
  sentMessage: { bg: accent, text },
});

/** The predefined palettes. */
export const PRESETS: readonly { readonly id: string; readonly swatch: string; readonly colors: Colors | undefined }[] =
  [
    { id: 'own', swatch: 'linear-gradient(135deg, #4f46e5 50%, #eceef2 50%)', colors: undefined },
    { id: 'ocean', swatch: '#0b6bcb', colors: solid('#0b6bcb') },
    { id: 'forest', swatch: '#1f7a4d', colors: solid('#1f7a4d') },
    { id: 'graphite', swatch: '#24262d', colors: solid('#24262d') },
    { id: 'berry', swatch: '#b4235f', colors: solid('#b4235f') },
    { id: 'amber', swatch: '#f5b83d', colors: solid('#f5b83d', '#241a00') },
    {
      id: 'violet',
      swatch: 'linear-gradient(130deg, #734fe1, #b13fc4)',
      colors: {
        accent: '#6a45d6',
        device: { bg: 'linear-gradient(130deg, #734fe1, #b13fc4)', dot: '#b8a6ee' },
        header: { bg: 'linear-gradient(130deg, #734fe1, #b13fc4)', text: '#ffffff' },
        sentMessage: { bg: '#6a45d6', text: '#ffffff' },
      },
    },
  ];
