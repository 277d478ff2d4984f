import type { Kept, RecipeInput } from '../../plan/types.ts';

/**
 * The Python that a distribution's own packages bring, by its tag.
 * Source: the package indexes of Debian, Ubuntu and Alpine.
 */
const BROUGHT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ubuntu: {
    '20.04': '3.8',
    focal: '3.8',
    '22.04': '3.10',
    jammy: '3.10',
    '24.04': '3.12',
    noble: '3.12',
  },
  debian: {
    '11': '3.9',
    bullseye: '3.9',
    '12': '3.11',
    bookworm: '3.11',
    '13': '3.13',
    trixie: '3.13',
  },
  alpine: {
    '3.17': '3.10',
    '3.18': '3.11',
    '3.19': '3.11',
    '3.20': '3.12',
    '3.21': '3.12',
    '3.22': '3.12',
  },
};

function packagesOf(kept: Kept): readonly string[] {
  return kept.steps.filter((one) => one.kind === 'apt').flatMap((one) => one.packages ?? []);
}

/** Python's line where the file takes it from a distribution instead of Python's own image. */
function broughtLine(kept: Kept): string | undefined {
  const asked = packagesOf(kept).map((name) => /^python(3\.\d+)$/.exec(name)?.[1]);
  const named = asked.find((line) => line !== undefined);
  if (named !== undefined) return named;
  const { family, tag = '' } = kept.base ?? { family: '' };
  const release = tag.replace(/-slim$/, '').replace(/^(3\.\d+)\.\d+$/, '$1');
  return Object.hasOwn(BROUGHT, family) ? BROUGHT[family]?.[release] : undefined;
}

/** The input with the Python the user's image has today, so that the rewrite keeps it. */
export function withOwnLine(input: RecipeInput): RecipeInput {
  const { kept } = input;
  if (!kept?.base || kept.base.family === 'python' || kept.version !== undefined) return input;
  const version = broughtLine(kept);
  return version === undefined ? input : { ...input, kept: { ...kept, version } };
}

const TOOLS =
  /^python3?(\.\d+)?-(pip|venv|dev|minimal|full|setuptools|wheel|distutils|virtualenv)$/;

/** Libraries that come as packages of the distribution, which Python's own image cannot see. */
export function distributionLibraries(kept: Kept | undefined): readonly string[] {
  if (!kept?.base || kept.base.family === 'python') return [];
  return packagesOf(kept).filter((name) => name.startsWith('python3-') && !TOOLS.test(name));
}
