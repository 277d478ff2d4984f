import type { Application } from '../../facts/project.ts';

/** What a Go project's context does not need beyond the universal patterns, each with why. */
export function goIgnore(
  application: Application,
): readonly { readonly pattern: string; readonly why: string }[] {
  const { details } = application;
  const root =
    details.language === 'go' && details.main !== undefined
      ? application.start?.value.argv[0]?.replace(/^\.\//, '')
      : undefined;
  const sources = details.language === 'go' ? [...details.mains, ...details.embeds] : [];
  // A pattern without a slash at the end of a program's name must not hit a directory of sources.
  const isSource = (name: string): boolean =>
    sources.some((one) => one === name || one.startsWith(`${name}/`));
  return [
    { pattern: '**/*_test.go', why: 'tests are not compiled into the program' },
    { pattern: '**/testdata', why: 'data of the tests' },
    { pattern: '**/*.test', why: 'compiled tests' },
    { pattern: '**/*.out', why: 'profiles and coverage' },
    { pattern: '**/coverage*', why: 'reports of the tests' },
    ...(isSource('bin') ? [] : [{ pattern: 'bin', why: 'programs compiled on this machine' }]),
    ...(isSource('tmp') ? [] : [{ pattern: 'tmp', why: 'programs compiled on this machine' }]),
    ...(root === undefined || isSource(root)
      ? []
      : [{ pattern: root, why: 'the program compiled on this machine' }]),
  ].filter(
    ({ pattern }) =>
      !application.reads.some(
        (one) => one.value === pattern || one.value.startsWith(`${pattern}/`),
      ),
  );
}
