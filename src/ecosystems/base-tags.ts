import { isEnded, recommendedLine } from '../knowledge/releases.ts';
import { goScheme } from '../versions/go.ts';
import type { RecipeInput } from '../plan/types.ts';

/** Which version of which image the stages are based on, and what changes for the user by that. */
export interface BaseChoice {
  /** The whole version as the existing tag has it (`22.11.0`), else the line. */
  readonly version: string;
  /** Major for Node, major.minor for Python and Go. */
  readonly line: string;
  /** Debian release that the existing tag spells (`bookworm`), `alpine` left out. */
  readonly release?: string;
  /** Repository of the image, registry included when the user's has one: `node`, `mirror.example/node`. */
  readonly image: string;
  readonly wasAlpine: boolean;
  /** The version is the user's own. */
  readonly named: boolean;
  readonly differences: readonly string[];
}

const DEBIAN_NUMBERS: Readonly<Record<string, number>> = {
  bullseye: 11,
  bookworm: 12,
  trixie: 13,
};

/** The number of a Debian release by its name. */
export function debianNumber(release: string | undefined): number | undefined {
  return release === undefined ? undefined : DEBIAN_NUMBERS[release];
}

type Language = 'node' | 'python' | 'go';
const IMAGES: Readonly<Record<Language, string>> = { node: 'node', python: 'python', go: 'golang' };

function lineOf(language: Language, version: string): string {
  const parts = version.split('.');
  return language === 'node' ? (parts[0] ?? version) : parts.slice(0, 2).join('.');
}

/** The repository of a reference, when it is the language's own image (also behind a mirror). */
function repositoryOf(language: Language, ref: string): string | undefined {
  const name = ref.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
  return name.split('/').at(-1) === IMAGES[language] ? name : undefined;
}

const LTS_NAMES: Readonly<Record<string, string>> = {
  hydrogen: '18',
  iron: '20',
  jod: '22',
  krypton: '24',
};

function versionIn(tag: string): string | undefined {
  const head = tag.split('-')[0] ?? '';
  if (LTS_NAMES[head]) return LTS_NAMES[head];
  return /^\d+(\.\d+)*$/.test(head) ? head : undefined;
}

/** A Python or Go tag of one number (`python:3`) names no line. */
function namesLine(language: Language, version: string | undefined): version is string {
  return version !== undefined && (language === 'node' || version.includes('.'));
}

/** Whether go.mod refuses an image's Go; the official images do not fetch a newer one. */
function isTooOld({ application }: RecipeInput, tagged: string): boolean {
  const { details } = application;
  if (details.language !== 'go' || details.minimum === undefined) return false;
  // `1.26` is the newest patch of its line.
  const newest = tagged.split('.').length < 3 ? `${tagged}.999` : tagged;
  return goScheme.compare(newest, details.minimum) < 0;
}

/**
 * Chooses version and release: the existing FROM decides, then what the project says,
 * then the line that is recommended on the given day.
 */
export function chooseBase(language: Language, input: RecipeInput): BaseChoice {
  const base = input.kept?.base;
  const image = base && repositoryOf(language, base.ref);
  const tag = image === undefined ? undefined : base?.tag;
  const tagged = tag === undefined ? undefined : versionIn(tag);
  const detected = input.kept?.version ?? input.application.version?.value;
  const tooOld = tagged !== undefined && isTooOld(input, tagged);
  const version =
    namesLine(language, tagged) && !tooOld
      ? tagged
      : (detected ?? recommendedLine(language, input.options.date));
  const line = lineOf(language, version);
  const release = Object.keys(DEBIAN_NUMBERS).find((name) => tag?.split('-').includes(name));
  const differences: string[] = [];
  if (base && image !== undefined && !namesLine(language, tagged)) {
    const because =
      detected === undefined ? 'the line recommended today' : 'the version the project asks for';
    differences.push(`${base.ref} names no version: ${image}:${version} (${because}) is pinned.`);
  }
  if (base && tooOld)
    differences.push(
      `${base.ref} is older than the Go that go.mod asks for: ${image}:${version} takes its place.`,
    );
  if (base && image === undefined && IMAGES[language] !== base.family) {
    differences.push(
      `The stages are based on ${IMAGES[language]}:${version} instead of ${base.ref}.`,
    );
  }
  if (base?.ref.includes('@')) {
    differences.push(
      `The digest of ${base.ref.replace(/@.*$/, '')} is not carried over: other images take its place.`,
    );
  }
  if (isEnded(language, line, input.options.date) === true) {
    differences.push(
      `${IMAGES[language]} ${line} has reached its end of life; it is kept, an upgrade is advised.`,
    );
  }
  return {
    version,
    line,
    ...(release !== undefined && { release }),
    image: image ?? IMAGES[language],
    named: version === tagged,
    wasAlpine: tag?.includes('alpine') ?? false,
    differences,
  };
}

/** `node:22-bookworm-slim`; the release is spelled only when the user spelled one. */
export function tagOf(choice: BaseChoice, flavour: 'full' | 'slim' | 'alpine'): string {
  if (flavour === 'alpine') return `${choice.image}:${choice.version}-alpine`;
  const { image, version, release } = choice;
  const slim = flavour === 'slim';
  if (release === undefined) return `${image}:${version}${slim ? '-slim' : ''}`;
  const python = image.split('/').at(-1) === 'python';
  const parts = python && slim ? ['slim', release] : [release, ...(slim ? ['slim'] : [])];
  return `${image}:${version}-${parts.join('-')}`;
}
