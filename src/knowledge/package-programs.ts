import { notBroughtBy } from './libraries.ts';

/**
 * Packages of Debian, Ubuntu and Alpine that bring none of the programs below, with all they depend on
 * and recommend, unless they are one of them (package indexes of Debian 12 and 13, Alpine 3.23).
 */
const CALM =
  /^(adduser|apt-transport-https|autoconf|automake|bash|binutils|bison|build-(base|essential)|bzip2|ca-certificates|clang|cmake|cron|curl|dos2unix|dumb-init|fontconfig|fonts-[\w-]+|flex|g\+\+|gcc|gettext(-base)?|git|gnupg2?|gosu|htop|imagemagick|iproute2|iputils-ping|jq|less|libc6(-dev)?|libffi-dev|libgomp1|libjpeg[\w-]*|libpng[\w-]*|libpq(5|-dev)|libsqlite3-dev|libssl-dev|libxml2(-dev)?|libxslt1?(\.1|-dev)?|libyaml-dev|locales|lsof|make|musl-dev|nano|net-tools|netcat-(openbsd|traditional)|nginx|openssl|openssh-client|patch|pkg-?conf(ig)?|postgresql-client|procps|psmisc|python3(-minimal|-dev|-pip|-venv|-setuptools|-wheel)?|py3-pip|redis-tools|rsync|sqlite3?|su-exec|sudo|supervisor|tini|tzdata|unzip|vim(-tiny)?|wget|xz-utils|zip|zlib1g-dev)$/;
const WATCHED = String.raw`curl|wget|nc|netcat|tini|sudo|telnet|node|npm|npx|yarn|java|go|ruby|php|bun|deno`;
/** Programs that come with the packages of their names alone. */
const ALONE = String.raw`gosu|su-exec|dumb-init|nodemon|pnpm|poetry|pipenv|uv|uvicorn|streamlit|hypercorn|daphne`;

const made = new Map<string, RegExp>();

/**
 * Paths that installing these packages certainly does not bring.
 * @param debian whether `python` comes only with a package that says so: Debian since 11, Ubuntu since 20.04
 */
export function sparedBy(names: readonly string[], debian: boolean): RegExp | undefined {
  if (names.length === 0) return undefined;
  const spared = [
    ALONE,
    ...(names.every((name) => CALM.test(name)) ? [WATCHED] : []),
    ...(debian && !names.some((name) => /^python(-|$)/.test(name)) ? ['python'] : []),
  ].join('|');
  const libraries = notBroughtBy(names);
  // Debian's packages put nothing below /usr/local (its policy, 9.1.2).
  const local = debian ? '|^/usr/local/s?bin/[^/]+$' : '';
  const source = `^/(usr/)?s?bin/(${spared})$${local}${libraries ? `|${libraries.source}` : ''}`;
  let pattern = made.get(source);
  if (!pattern) made.set(source, (pattern = new RegExp(source)));
  return pattern;
}
