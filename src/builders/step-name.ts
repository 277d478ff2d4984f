/** What a step's name says: `[build 3/5] RUN npm ci` → stage `build`, instruction `RUN npm ci`. */
export interface StepName {
  /** Empty for BuildKit's internal steps (`[internal] …`, `exporting to image`). */
  readonly instruction: string;
  readonly stage?: string;
}

// `[3/5]`, `[build 3/5]`, `[linux/amd64 build 3/5]`, `[linux/amd64 2/2]`
const BRACKET = /^\[(?:([^\]]*?) )?(\d+)\/(\d+)\] ([\s\S]*)$/;
const PLATFORM = /^[a-z]+\/[a-z0-9]+(?:\/[a-z0-9]+)?(?:->[^ ]+)?$/;

/** Takes apart a step's name as BuildKit writes it. */
export function parseStepName(name: string): StepName {
  const match = BRACKET.exec(name);
  if (match === null) return { instruction: '' };
  const words = (match[1] ?? '').split(' ').filter((word) => word !== '' && !PLATFORM.test(word));
  const stage = words.at(-1);
  const instruction = match[4] ?? '';
  return stage === undefined ? { instruction } : { instruction, stage };
}
