import { defineRule } from '../../define-rule.ts';
import { causeOf } from '../../origins.ts';
import { type BuildSight, buildFailures } from '../../run-failures.ts';
import type { Rule } from '../../types.ts';

/** A package that the release certainly does not have. */
export const rule: Rule = defineRule<BuildSight>({
  id: 'correctness/missing-package',
  aliases: [],
  severity: 'error',
  summary: 'A package is installed that the distribution does not have.',
  find: (input) => buildFailures(input, 'package'),
  say: ({ need }, input) =>
    `${need.by === 'apk' ? 'Alpine' : `Debian ${need.by ?? ''}`} has no package \`${need.arg}\` (${causeOf(need.origin, input)}): this RUN fails.${adviceFor(need.arg)}`,
});

/** What took its place, or what is meant. */
const INSTEAD: readonly (readonly [RegExp, string])[] = [
  [/^python$|^python2/, '`python3`, and `python-is-python3` for the name'],
  [
    /^python-(pip|dev|setuptools|virtualenv|numpy|yaml|tk)$/,
    'the package of Python 3 (`python3-…`)',
  ],
  [/^py3-pip$/, '`python3-pip`'],
  [/^netcat$/, '`netcat-openbsd`'],
  [/^openjdk-/, '`default-jdk`, or an image that has this Java'],
  [/^mysql-client/, '`default-mysql-client`'],
  [/^mysql-server/, '`default-mysql-server`'],
  [/^libmysqlclient-dev$/, '`default-libmysqlclient-dev`'],
  [/^chromium-browser$/, '`chromium`'],
  [/^libgl1-mesa-glx$/, '`libgl1`'],
  [/^libasound2$/, '`libasound2t64`'],
  [/^build-base$/, '`build-essential`'],
  [
    /^(docker-ce|containerd\.io|docker-compose-plugin|docker-buildx-plugin)/,
    '`docker.io`, or Docker’s own repository first',
  ],
  [
    /^(yarn|google-chrome-stable|kubectl|helm|terraform|msodbcsql|mssql-tools|powershell|dotnet-|aspnetcore-)/,
    'the repository of its maker first',
  ],
  [
    /^(php|postgresql-|python3\.|gcc-|g\+\+-|clang-|golang-)[\d.]+/,
    'the version that this release has, or an image that has the one you want',
  ],
];

function adviceFor(name: string): string {
  const found = INSTEAD.find(([pattern]) => pattern.test(name));
  return found ? ` Take ${found[1]}.` : '';
}
