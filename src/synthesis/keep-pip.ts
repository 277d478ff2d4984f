type Words = readonly string[];

/** What one `pip install` or `pip wheel` asks for. */
export interface PipCall {
  /** Requirements files (`-r`), as written. */
  readonly requirements: readonly string[];
  /** Packages by name, and the options without which they would not be found. */
  readonly packages: readonly string[];
  /** Wheels of an earlier `pip wheel`: what the requirements name, built before. */
  readonly wheels: boolean;
  /** Nothing but the installation itself is asked for. */
  readonly understood: boolean;
}

/** Options that steer only the installation itself. */
const SILENT =
  /^(--no-cache-dir|--no-cache|--upgrade|-U|-q|-qq|-v|--verbose|--quiet|--user|--disable-pip-version-check|--no-input|--progress-bar.*|--root-user-action.*|--compile|--no-compile|--no-warn-script-location|--no-warn-conflicts|--no-python-version-warning|--break-system-packages|--require-hashes|--system|--compile-bytecode|--prefix=.*|--target=.*|--timeout=.*|--retries=.*|--no-index|--find-links=.*|--default-timeout=.*|--cache-dir=.*|--wheel-dir=.*|--upgrade-strategy=.*|--ignore-installed|--force-reinstall|--no-clean|--src=.*)$/;
const DROPPED_VALUE = new Set([
  '--prefix',
  '-t',
  '--target',
  '--timeout',
  '--default-timeout',
  '--progress-bar',
  '--find-links',
  '--retries',
  '--cache-dir',
  '-w',
  '--wheel-dir',
  '--upgrade-strategy',
  '--root-user-action',
  '--src',
]);
/** Options that decide what is installed; they stay with the packages. */
const KEPT = /^(--pre|--no-deps|--prefer-binary|--no-build-isolation|--use-pep517)$/;
const KEPT_VALUE = new Set([
  '--index-url',
  '-i',
  '--extra-index-url',
  '--trusted-host',
  '-f',
  '--no-binary',
  '--only-binary',
]);
const KEPT_JOINED =
  /^--(extra-index-url|index-url|trusted-host|no-binary|only-binary|config-settings?)=/;
/** What installs is not what the program needs. */
const ITSELF =
  /^(pip|setuptools|wheel|build|pip-tools|virtualenv|poetry|pipenv|uv|pdm|hatch)(\[[^\]]*\])?([=<>~!].*)?$/;
const WHEELS = /wheel|\.whl$/i;

/** Reads the words of a `pip` command; undefined when it neither installs nor builds wheels. */
export function readPip(words: Words): PipCall | undefined {
  const at = words.findIndex((word) => word === 'install' || word === 'wheel');
  if (at < 0) return undefined;
  const requirements: string[] = [];
  const packages: string[] = [];
  let wheels = false;
  let understood = true;
  const building = words[at] === 'wheel';
  for (let index = at + 1; index < words.length; index++) {
    const word = words[index] ?? '';
    const joined = /^(?:-r|--requirement=)(.+)$/.exec(word)?.[1];
    if (word === '-r' || word === '--requirement') requirements.push(words[++index] ?? '');
    else if (joined !== undefined) requirements.push(joined);
    else if (KEPT_VALUE.has(word)) packages.push(word, words[++index] ?? '');
    else if (DROPPED_VALUE.has(word)) index++;
    else if (KEPT_JOINED.test(word)) packages.push(word);
    else if (KEPT.test(word)) packages.push(...(building ? [] : [word]));
    else if (SILENT.test(word)) continue;
    else if (/[/*]/.test(word) && WHEELS.test(word)) wheels = true;
    else if (/^[-./]/.test(word)) understood = false;
    else if (!ITSELF.test(word)) packages.push(word);
  }
  // Wheels bring their dependencies; options that go with them mean nothing by themselves.
  const named = wheels && packages.every((word) => word.startsWith('-')) ? [] : packages;
  return { requirements, packages: named, wheels, understood };
}
