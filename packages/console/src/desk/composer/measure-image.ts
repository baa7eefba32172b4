import type { PixelSize } from '../store/desk.types.ts';

/** The size of a picture, to reserve its space before it loads; empty if the file is no picture. */
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
