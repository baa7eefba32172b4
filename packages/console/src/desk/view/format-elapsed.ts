/** A duration in its two largest units: `48 s`, `3:07`, `2 h 05`. */
export function formatElapsed(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  if (seconds < 3600) return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
  const hours = Math.floor(seconds / 3600);
  if (hours < 48) return `${hours} h ${two(Math.floor((seconds % 3600) / 60))}`;
  return `${Math.floor(hours / 24)} d`;
}
