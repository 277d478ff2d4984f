import { parseImageName } from '../build/image-name.ts';

/** The same few images stand in most files: what is known of their names is kept. */
const known = new Map<string, boolean>();
const MOST = 1000;

/** Whether a text can name an image. */
export function isImageName(text: string): boolean {
  const before = known.get(text);
  if (before !== undefined) return before;
  const is = 'name' in parseImageName(text);
  if (known.size >= MOST) known.clear();
  known.set(text, is);
  return is;
}
