import type { Dockerfile } from './types.ts';

/**
 * The same file with the nodes of an earlier reading in front, as far as the two texts begin alike.
 * What was worked out for those nodes still holds: they are the very same objects.
 */
export function withSharedStart(file: Dockerfile, before: Dockerfile): Dockerfile {
  if (file.escape !== before.escape) return file;
  const alike = commonStart(file.text, before.text);
  let count = 0;
  for (const [index, old] of before.instructions.entries()) {
    const now = file.instructions[index];
    // The line's end must be alike, too, or the old node could have gone on.
    if (now === undefined || old.span.end >= alike) break;
    if (now.span.start !== old.span.start || now.span.end !== old.span.end) break;
    count += 1;
  }
  if (count === 0) return file;
  const shared = before.instructions.slice(0, count);
  return { ...file, instructions: [...shared, ...file.instructions.slice(count)] };
}

function commonStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  return at;
}
