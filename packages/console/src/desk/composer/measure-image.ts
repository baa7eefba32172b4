import type { PixelSize } from '../store/desk.types.ts';

/** The size of a picture, so that its box can be kept before it loads; of what is none, nothing. */
export async function measureImage(file: File): Promise<PixelSize | undefined> {
  if (!file.type.startsWith('image/') || typeof createImageBitmap === 'undefined') return undefined;
  try {
    const bitmap = await createImageBitmap(file);
    const { width, height } = bitmap;
    bitmap.close();
    return { width, height };
  } catch {
    return undefined;
  }
}
