import { type Bytes, addBytes } from '../../../facts/bytes.ts';
import type { Package, StepTrace } from '../../../facts/image.ts';
import type { Span } from '../../../text/span.ts';
import { isStarted } from '../../commands.ts';
import { defineRule } from '../../define-rule.ts';
import {
  inFileOrder,
  isForDevelopment,
  placeOf,
  placesIn,
  shippedStages,
  stageName,
} from '../../shipped.ts';
import type { Rule, RuleInput } from '../../types.ts';
import { listed } from '../../words.ts';

/** Packages that build programs and have no use at run time; names of Debian, Alpine and Fedora. */
const TOOLS =
  /^(build-essential|build-base|alpine-sdk|base-devel|gcc(-[\d.]+)?|g\+\+(-[\d.]+)?|clang(-\d+)?|llvm(-\d+)?|make|cmake|ninja(-build)?|meson|autoconf|automake|libtool|bison|flex|gawk|nasm|yasm|patch|binutils|pkg-config|pkgconf|pkgconfig|debhelper|devscripts|fakeroot|dpkg-dev|gcc-c\+\+|rustc|cargo|maven|gradle|node-gyp|linux-headers.*|swig|git|git-core|mercurial|subversion|.*-(dev|devel|headers))$/;

const ADVICE =
  'Install what builds in a build stage and copy the result, or remove it in the same RUN.';

interface Sight {
  readonly span: Span;
  readonly stage: string;
  readonly names: readonly string[];
  readonly size: Bytes;
}

/** Compilers, headers and version control in the image that ships. */
export const rule: Rule = defineRule<Sight>({
  id: 'size/build-tools-shipped',
  aliases: [],
  severity: 'warning',
  summary: 'Compilers, headers or version control ship with the program.',
  find: (input) => find(input),
  say: ({ names }) =>
    names.length === 1
      ? `${names[0]} is needed to build, not to run: more to download and to patch. ${ADVICE}`
      : `${listed(names, 4)} are needed to build, not to run: more to download and to patch. ${ADVICE}`,
  cost: ({ size }) => (size.high > 0 ? { bytes: size } : undefined),
});

function find(input: RuleInput): Sight[] {
  if (isForDevelopment(input) || !isStarted(input)) return [];
  const groups = new Map<number, { span: Span; tools: Package[] }>();
  for (const tool of input.trace.result?.packages ?? []) {
    const span = tool.origin.at;
    if (span === undefined || !isTool(tool, input)) continue;
    const group = groups.get(span.start) ?? { span, tools: [] };
    group.tools.push(tool);
    groups.set(span.start, group);
  }
  const places = inFileOrder(placesIn(shippedStages(input.trace)));
  return [...groups.values()].flatMap(({ span, tools }) => {
    const place = placeOf(places, span);
    if (place === undefined || mayBeRemoved(place.step)) return [];
    const names = [...new Set(tools.map(({ name }) => name))];
    return [
      {
        span,
        stage: stageName(place.stage.stage),
        names,
        size: addBytes(...tools.map(({ size }) => size)),
      },
    ];
  });
}

/** Removed by a list that is computed, or with all that is marked as automatic. */
function mayBeRemoved({ commands }: StepTrace): boolean {
  return commands.some(({ program, words }) => {
    if (program === 'apt-mark') return words.includes('auto');
    const removes = words.some((word) => word !== undefined && REMOVAL.test(word));
    return removes && words.includes(undefined);
  });
}

const REMOVAL = /^(remove|purge|autoremove|autopurge|del|erase)$/;

function isTool({ manager, name }: Package, { application }: RuleInput): boolean {
  if (manager !== 'apt' && manager !== 'apk' && manager !== 'dnf') return false;
  // A program the application starts itself is no mere tool.
  return TOOLS.test(name) && application?.programs.some(({ value }) => value === name) !== true;
}
