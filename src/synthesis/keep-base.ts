import type { Stage } from '../dockerfile/types.ts';
import type { Language } from '../facts/project.ts';
import type { Kept } from '../plan/types.ts';

const FAMILIES: Readonly<Record<Language, string>> = {
  node: 'node',
  python: 'python',
  go: 'golang',
};

/** Images that bring nothing an application of another base would miss. */
const PLAIN = /^(node|python|golang|debian|ubuntu|buildpack-deps|alpine|busybox|scratch)$/;

interface Ref {
  readonly repository: string;
  readonly tag?: string;
}

/** Takes a reference apart; the digest is left out. */
export function parseRef(ref: string): Ref {
  const named = ref.replace(/@.*$/, '');
  const colon = named.lastIndexOf(':');
  const tagged = colon > named.lastIndexOf('/');
  return tagged
    ? { repository: named.slice(0, colon), tag: named.slice(colon + 1) }
    : { repository: named };
}

function lastName(ref: string): string {
  return parseRef(ref).repository.split('/').at(-1) ?? '';
}

/** The FROM that decides about the language's version: the first of its own image, else the first. */
export function keptBase(stages: readonly Stage[], language: Language): Kept['base'] {
  const images = stages.flatMap((stage) =>
    stage.base.kind === 'image' && stage.base.ref !== undefined
      ? [{ ref: stage.base.ref, line: stage.from.startLine }]
      : [],
  );
  const found = images.find((one) => lastName(one.ref) === FAMILIES[language]) ?? images[0];
  if (!found) return undefined;
  const { tag } = parseRef(found.ref);
  return { ...found, family: lastName(found.ref), ...(tag !== undefined && { tag }) };
}

/** A sentence when the image stands on something nobody knows, so that what it brings would be lost. */
export function foreignBase(chain: readonly Stage[], base: Kept['base']): string | undefined {
  const root = chain[0]?.base;
  if (root === undefined || root.kind !== 'image') return undefined;
  if (root.ref === undefined) return 'The base image is set by an argument without a value.';
  const known = PLAIN.test(lastName(root.ref)) || /(^|\/)distroless\//.test(root.ref);
  if (known || (root.ref === base?.ref && Object.values(FAMILIES).includes(base.family)))
    return undefined;
  return `What the base image ${root.ref} brings is not known, so that it cannot be replaced.`;
}
