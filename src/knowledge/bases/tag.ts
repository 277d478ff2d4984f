import { DEBIAN_CODENAMES, UBUNTU_CODENAMES } from './grounds.ts';

/** The words of a tag. */
export interface Tag {
  /** As written: `22.23.3`, `3.12`, `lts`; undefined where the tag has none (`slim`). */
  readonly version?: string;
  readonly distribution?: {
    readonly id: 'debian' | 'ubuntu' | 'alpine';
    readonly release?: string;
  };
  /** The rest, sorted. */
  readonly words: readonly string[];
}

const VERSION = /^v?\d+(?:\.\d+)*(?:[._+]\d+)*(?:(?:a|b|rc)\d+)?$/;

function distributionOf(word: string): Tag['distribution'] {
  const alpine = /^alpine(\d+\.\d+)?/.exec(word);
  if (alpine !== null) {
    return { id: 'alpine', ...(alpine[1] === undefined ? {} : { release: alpine[1] }) };
  }
  const debian = DEBIAN_CODENAMES[word];
  if (debian !== undefined) return { id: 'debian', release: debian };
  const ubuntu = UBUNTU_CODENAMES[word];
  return ubuntu === undefined ? undefined : { id: 'ubuntu', release: ubuntu };
}

/** Words about which nothing more is said: the day of a build, an architecture. */
function isNoise(word: string): boolean {
  return /^20\d{6}(?:\.\d+)?$/.test(word);
}

/** Takes a tag apart; `names` are the family's words for versions. */
export function parseTag(tag: string, names: readonly string[]): Tag {
  let version: string | undefined;
  let distribution: Tag['distribution'];
  const words: string[] = [];
  for (const word of tag.split('-')) {
    const named = distributionOf(word);
    if (named !== undefined && distribution === undefined) distribution = named;
    else if (isNoise(word)) continue;
    else if (version === undefined && (VERSION.test(word) || names.includes(word))) {
      version = word.replace(/^v/, '');
    } else words.push(word.replace(/^(jdk|jre)\d+$/, '$1'));
  }
  return {
    ...(version === undefined ? {} : { version }),
    ...(distribution === undefined ? {} : { distribution }),
    words: words.toSorted(),
  };
}
