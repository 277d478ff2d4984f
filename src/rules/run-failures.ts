import type { CommandTrace } from '../facts/image.ts';
import type { Need, NeedKind } from '../facts/need.ts';
import type { Sight } from './define-rule.ts';
import { failuresOf } from './failing.ts';
import { type Place, stageName } from './shipped.ts';
import type { RuleInput } from './types.ts';

/** Something that makes an instruction of the build fail. */
export interface BuildSight extends Sight {
  readonly need: Need;
  readonly place: Place;
  readonly command?: CommandTrace;
}

/** What fails in the build, by kind of need. */
export function buildFailures(input: RuleInput, ...kinds: readonly NeedKind[]): BuildSight[] {
  return failuresOf(input, ...kinds).flatMap(({ need, when, place, command }) =>
    when === 'build' && place !== undefined
      ? [
          {
            span: need.at,
            stage: stageName(place.stage.stage),
            need,
            place,
            ...(command ? { command } : {}),
          },
        ]
      : [],
  );
}

/** Whose package manager a program is. */
const MANAGERS: Readonly<Record<string, string>> = {
  'apt-get': 'Debian and Ubuntu',
  apt: 'Debian and Ubuntu',
  aptitude: 'Debian and Ubuntu',
  dpkg: 'Debian and Ubuntu',
  apk: 'Alpine',
  dnf: 'Fedora and Red Hat',
  yum: 'Fedora and Red Hat',
  microdnf: 'Red Hat',
  rpm: 'Fedora and Red Hat',
  zypper: 'SUSE',
  pacman: 'Arch Linux',
};

/** The distributions a package manager belongs to; undefined: it is none, or the image has none of its own. */
export function foreignManager({ need, place }: BuildSight): string | undefined {
  const { packageManager } = place.step.before.base ?? {};
  return packageManager === undefined ? undefined : MANAGERS[need.arg];
}
