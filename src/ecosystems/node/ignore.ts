import type { Application } from '../../facts/project.ts';

type Pattern = { readonly pattern: string; readonly why: string };

/** What a Node application's context does not need, each with why. Nothing it reads or is built from. */
export function nodeIgnore(application: Application): readonly Pattern[] {
  const outputs = application.build?.value.outputs ?? [];
  const needed = [
    ...application.reads.map((one) => one.value),
    application.start?.value.entry ?? '',
  ];
  const keeps = (dir: string): boolean =>
    needed.some((path) => path === dir || path.startsWith(`${dir}/`));
  const patterns: Pattern[] = [
    { pattern: '**/node_modules', why: 'installed anew in the image, for its platform' },
    { pattern: '**/npm-debug.log*', why: 'logs of package managers' },
    { pattern: '**/yarn-error.log', why: 'logs of package managers' },
    { pattern: '**/.eslintcache', why: 'cache of a linter' },
    {
      pattern: '**/*.tsbuildinfo',
      why: 'state of the last compilation: with it the compiler may skip writing files',
    },
    { pattern: '**/.nyc_output', why: 'coverage data' },
    { pattern: '.husky', why: 'git hooks' },
    { pattern: '.pnpm-store', why: 'package cache' },
    { pattern: '.turbo', why: 'build cache' },
  ];
  const { details } = application;
  if (details.language === 'node' && details.npmrc === 'secret')
    patterns.push({ pattern: '.npmrc', why: 'it holds a credential' });
  for (const output of outputs) {
    // A build that writes beside its sources has no directory to leave out.
    if (output !== '.' && !output.startsWith('..'))
      patterns.push({ pattern: output, why: 'made by the build inside the image' });
  }
  const tests: readonly Pattern[] = [
    { pattern: '**/*.test.*', why: 'tests' },
    { pattern: '**/*.spec.*', why: 'tests' },
    { pattern: '**/__tests__', why: 'tests' },
    { pattern: 'cypress', why: 'browser tests' },
    { pattern: 'playwright-report', why: 'reports of browser tests' },
    { pattern: 'test-results', why: 'reports of browser tests' },
    { pattern: 'storybook-static', why: 'a built Storybook' },
  ];
  return [...patterns, ...tests.filter(({ pattern }) => !keeps(pattern))];
}
