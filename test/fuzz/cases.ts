import * as fc from 'fast-check';
import { parseDockerfile } from '../../src/dockerfile/syntax/parse.ts';
import { decodeText, encodeText } from '../../src/text/bytes.ts';
import { dockerfileText } from '../oracle/generate-dockerfile.ts';
import { expansionCase } from '../oracle/generate-expansion.ts';
import { HARD_CASES } from '../oracle/hard-cases.ts';
import { HARD_IGNORES } from '../oracle/ignore-hard-cases.ts';
import { DOCKERFILE_PIECES, IGNORE_PIECES, SHELL_PIECES } from './pieces.ts';
import { Random, seedOf } from './random.ts';
import { SHAPES } from './shapes.ts';
import type { TargetName } from './targets.ts';

// A case is one text, made from the seed of the run and its number alone, so that it can be made again.

/** Texts that cases begin with. */
export interface Sources {
  readonly dockerfiles: readonly string[];
  readonly scripts: readonly string[];
  readonly ignores: readonly string[];
}

/** The texts of this project and given Dockerfiles, with the shell scripts that stand in them. */
export function sourcesOf(given: readonly string[]): Sources {
  const dockerfiles = [...HARD_CASES.filter((text) => text.length < 5000), ...given];
  const scripts = dockerfiles.flatMap((text) =>
    parseDockerfile(text).instructions.flatMap(({ body }) =>
      body === undefined ? [] : [body.text],
    ),
  );
  const ignores = HARD_IGNORES.map((one) => one.text).filter((text) => text.length < 5000);
  return { dockerfiles, scripts: [...new Set(scripts)], ignores };
}

/** A text with some places cut out, doubled or filled with pieces. */
function mutated(text: string, pieces: readonly string[], random: Random): string {
  let result = text;
  for (let changes = 1 + random.below(6); changes > 0; changes--) {
    const start = random.below(result.length + 1);
    const end = start + random.below(random.below(4) === 0 ? 200 : 12);
    const cut = result.slice(start, end);
    const piece = random.pick(pieces) ?? '';
    const put = random.pick([
      '',
      cut + cut,
      piece,
      piece,
      piece,
      cut + piece,
      piece.repeat(random.below(50)),
    ]);
    result = result.slice(0, start) + (put ?? '') + result.slice(end);
  }
  return result;
}

function pieced(pieces: readonly string[], random: Random): string {
  return Array.from({ length: 1 + random.below(40) }, () => random.pick(pieces) ?? '').join('');
}

/** Bytes of all values, of few values, or of one. */
function noise(random: Random): string {
  const values = Array.from(
    { length: random.pick([1, 3, 256]) ?? 256 },
    () => random.next() & 0xff,
  );
  const length = random.below(random.below(8) === 0 ? 70_000 : 400);
  return decodeText(Uint8Array.from({ length }, () => random.pick(values) ?? 0));
}

/** Few lengths are great ones. */
function sizeOf(random: Random, most: number): number {
  return Math.floor(2 ** ((random.next() / 2 ** 32) * Math.log2(most)));
}

const LARGEST = { parse: 1_000_000, check: 60_000 };

function shaped(random: Random, most: number): string {
  const make = random.pick(Object.values(SHAPES));
  return make?.(sizeOf(random, most)) ?? '';
}

function repeated(pieces: readonly string[], random: Random): string {
  const some = Array.from({ length: 1 + random.below(3) }, () => random.pick(pieces) ?? '').join(
    '',
  );
  return `${random.pick(pieces) ?? ''}${some.repeat(random.below(sizeOf(random, 60_000)))}`;
}

function generated<T>(values: fc.Arbitrary<T>, random: Random): T | undefined {
  return fc.sample(values, { seed: random.next() | 0, numRuns: 1 })[0];
}

function dockerfile(sources: Sources, random: Random, most: number): string {
  const kind = random.below(20);
  if (kind < 9) return mutated(random.pick(sources.dockerfiles) ?? '', DOCKERFILE_PIECES, random);
  if (kind < 15) return generated(dockerfileText(), random) ?? '';
  if (kind < 17) return noise(random);
  if (kind < 18) return `FROM a\n${repeated(DOCKERFILE_PIECES, random)}`;
  return shaped(random, most);
}

function script(sources: Sources, random: Random): string {
  const kind = random.below(10);
  if (kind < 5) return mutated(random.pick(sources.scripts) ?? '', SHELL_PIECES, random);
  if (kind < 8) return pieced(SHELL_PIECES, random);
  return kind < 9 ? noise(random) : repeated(SHELL_PIECES, random);
}

function ignoreFile(sources: Sources, random: Random): string {
  const kind = random.below(10);
  if (kind < 4) return mutated(random.pick(sources.ignores) ?? '', IGNORE_PIECES, random);
  if (kind < 8) return pieced(IGNORE_PIECES, random);
  return kind < 9 ? noise(random) : repeated(IGNORE_PIECES, random);
}

function word(random: Random): string {
  const kind = random.below(10);
  if (kind < 7) return generated(expansionCase(), random)?.text ?? '';
  return kind < 9 ? pieced(DOCKERFILE_PIECES, random) : repeated(DOCKERFILE_PIECES, random);
}

/** The case of that number; as a file's bytes are read, so that it can be kept in one. */
export function caseText(
  target: TargetName,
  sources: Sources,
  seed: number,
  index: number,
): string {
  const random = new Random(seedOf(seed, index));
  const text = {
    parse: () => dockerfile(sources, random, LARGEST.parse),
    edit: () => dockerfile(sources, random, 2000),
    check: () => dockerfile(sources, random, LARGEST.check),
    shell: () => script(sources, random),
    ignore: () => ignoreFile(sources, random),
    expand: () => word(random),
  }[target]();
  return decodeText(encodeText(text));
}
