import type { Comparer } from './comparer.ts';
import { expand } from './expand.ts';
import { ignore } from './ignore.ts';
import { checks } from './lint.ts';
import { meaning } from './meaning.ts';
import { parse } from './parse.ts';
import { shellComparer } from './shell.ts';

/** All comparisons, in the order in which they run. */
export const COMPARERS: readonly Comparer[] = [
  parse,
  meaning,
  checks,
  expand,
  ignore,
  shellComparer(),
];
