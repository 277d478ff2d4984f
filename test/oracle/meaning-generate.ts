import type { BuildCase } from './meaning.ts';
import type { DockerConfig } from './meaning-answer.ts';
import {
  CONTEXTS,
  IMAGES,
  LINES,
  PARTS,
  RICH,
  TRIGGERS,
  WILD_LINES,
  WILD_PARTS,
} from './meaning-pieces.ts';

/** Numbers that look random and are the same for the same seed. Source: mulberry32. */
class Dice {
  #state: number;
  /** Whether pieces that make refusals are taken too. */
  wild = false;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(from: readonly T[]): T {
    const found = from[this.below(from.length)];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  }
}

function part(dice: Dice, name: string): string | undefined {
  const tame = PARTS[name];
  const wild = dice.wild && dice.chance(0.2) ? WILD_PARTS[name] : undefined;
  const pieces = wild ?? tame;
  return pieces === undefined ? undefined : dice.pick(pieces);
}

/** Fills `<part>` in a template with pieces of that name, again and again. */
function filled(dice: Dice, template: string): string {
  let line = template;
  for (let depth = 0; depth < 5 && line.includes('<'); depth++) {
    line = line.replaceAll(/<([a-z]+)>/g, (whole, name: string) => part(dice, name) ?? whole);
  }
  return line.replaceAll('{{', '<<');
}

function stageText(dice: Dice): string {
  const lines = [filled(dice, dice.pick(LINES['from'] ?? []))];
  const kinds = Object.keys(LINES).filter((kind) => kind !== 'from');
  for (let left = dice.below(7); left > 0; left--) {
    const kind = dice.pick(kinds);
    const wild = dice.wild && dice.chance(0.05);
    const line = filled(dice, dice.pick(wild ? WILD_LINES : (LINES[kind] ?? [])));
    const bare = !/\n|^(?:ONBUILD|FROM|MAINTAINER)/.test(line);
    lines.push(bare && dice.chance(0.06) ? `ONBUILD ${line}` : line);
  }
  return lines.join('\n');
}

function text(dice: Dice): string {
  const head: string[] = dice.chance(0.06) ? ['# escape=`'] : [];
  for (let left = dice.below(4); left > 0; left--)
    head.push(filled(dice, dice.pick(LINES['arg'] ?? [])));
  const stages = Array.from({ length: 1 + dice.below(4) }, () => stageText(dice));
  return `${[...head, ...stages].join('\n')}\n`;
}

function some(dice: Dice, names: readonly string[], share: number): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of names) {
    if (!dice.chance(share)) continue;
    found[name] = filled(dice, dice.pick(PARTS['given'] ?? []));
  }
  return found;
}

function base(dice: Dice): DockerConfig {
  if (dice.chance(0.5)) return {};
  return dice.chance(0.25)
    ? { ...RICH, OnBuild: [dice.pick(dice.wild ? TRIGGERS : TRIGGERS.slice(0, -1))] }
    : RICH;
}

function contexts(dice: Dice): Record<string, string> | undefined {
  if (dice.chance(0.75)) return undefined;
  return Object.fromEntries(
    Array.from({ length: 1 + dice.below(2) }, () => [
      dice.pick(PARTS['context'] ?? []),
      dice.pick(CONTEXTS),
    ]),
  );
}

/** The name of a stage of the file, or one that is seldom right. */
function target(dice: Dice, written: string): string {
  const names = [...written.matchAll(/^FROM .* AS (\S+)$/gm)].flatMap(([, name]) => name ?? []);
  return names.length > 0 && dice.chance(0.85) ? dice.pick(names) : (part(dice, 'wanted') ?? '');
}

/** Generated builds; the same for the same seed. */
export function* generatedBuilds(seed: number, count: number): Iterable<BuildCase> {
  const dice = new Dice(seed);
  for (let i = 0; i < count; i++) {
    dice.wild = dice.chance(0.35);
    const named = contexts(dice);
    const written = text(dice);
    yield {
      text: written,
      options: {
        platform: part(dice, 'target') ?? '',
        ...(dice.chance(0.3) ? { buildPlatform: part(dice, 'target') ?? '' } : {}),
        ...(dice.chance(0.4) ? { target: target(dice, written) } : {}),
        buildArgs: {
          ...some(dice, PARTS['name'] ?? [], 0.12),
          ...some(dice, PARTS['predefined'] ?? [], 0.04),
          ...(dice.chance(0.05) ? { SOURCE_DATE_EPOCH: part(dice, 'epoch') ?? '' } : {}),
        },
        ...(named === undefined ? {} : { contexts: named }),
      },
      plain: base(dice),
      ...(dice.chance(0.2) ? { images: IMAGES } : {}),
    };
  }
}
