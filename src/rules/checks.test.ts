import { expect, it } from 'vitest';
import { CHECK_NAMES } from '../dockerfile/checks/types.ts';
import { catalogue } from './catalogue.gen.ts';

it('every check of BuildKit’s has one rule of its name', () => {
  const aliases = catalogue.flatMap((rule) => rule.aliases);
  const counts = CHECK_NAMES.map((name) => [name, aliases.filter((one) => one === name).length]);
  expect(counts.filter(([, count]) => count !== 1)).toEqual([]);
});

it('all of them are on, but for the experiment', () => {
  const names: readonly string[] = CHECK_NAMES;
  const off = catalogue.filter(
    ({ aliases, optIn }) => optIn === true && aliases.some((alias) => names.includes(alias)),
  );
  expect(off.map(({ id }) => id)).toEqual(['style/definition-description']);
});
