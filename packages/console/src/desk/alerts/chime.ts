/** Two soft tones, synthesized with Web Audio, so that no file is loaded. */
const NOTES = [
  { hertz: 660, at: 0 },
  { hertz: 880, at: 0.11 },
] as const;
const LASTS = 0.28;
const LOUDNESS = 0.08;

let context: AudioContext | null = null;

/**
 * Allows the browser to play sound. Must be called in the handler of a user gesture.
 *
 * @returns a promise that resolves once the browser can play; it stays pending without a sound device
 */
export async function unlockChime(): Promise<void> {
  if (typeof AudioContext === 'undefined') return;
  context ??= new AudioContext();
  await context.resume();
}

/** Plays the notes, if sound is allowed. */
export function chime(): void {
  if (context?.state !== 'running') return;
  for (const { hertz, at } of NOTES) {
    const begin = context.currentTime + at;
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0, begin);
    volume.gain.linearRampToValueAtTime(LOUDNESS, begin + 0.012);
    volume.gain.exponentialRampToValueAtTime(0.0001, begin + LASTS);
    tone.connect(volume).connect(context.destination);
    tone.start(begin);
    tone.stop(begin + LASTS);
  }
}
