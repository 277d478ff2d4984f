import { expect, test } from 'vitest';
import { expressApp, keptOf, recipeInput } from '../recipe-fixtures.ts';
import { nodeRecipe } from './recipe.ts';

const DEPENDENCIES = [
  { name: 'express', dev: false, direct: true },
  { name: 'morgan', dev: true, direct: true },
  { name: 'prisma', dev: true, direct: true },
];

function text(kept: Parameters<typeof keptOf>[0], file = 'x', outsideProduction = false): string {
  const app = expressApp(
    { dependencies: DEPENDENCIES },
    { devNeeded: [{ name: 'morgan', file, outsideProduction }] },
  );
  const input = {
    ...recipeInput(app, { kept: keptOf(kept) }),
    text: (path: string): string | undefined =>
      path === 'docker-entrypoint.sh' ? 'npx prisma db push\nexec "$@"' : undefined,
  };
  const made = nodeRecipe(input);
  if ('declined' in made) throw new Error(made.declined.join(' '));
  return JSON.stringify(made[0]);
}

test('what the program loads is installed, and that is said', () => {
  const out = text({});
  expect(out).toContain('npm ci --include=dev');
  expect(out).not.toContain('--omit=dev');
  expect(out).toContain('needs morgan, listed under devDependencies');
});

test('what it loads outside production only stays out, unless NODE_ENV says otherwise', () => {
  expect(text({}, 'x', true)).toContain('npm ci --omit=dev');
  expect(text({ env: [['NODE_ENV', 'development']] }, 'x', true)).toContain('--include=dev');
});

test('what the entrypoint script starts', () => {
  const command = { entrypoint: ['/docker-entrypoint.sh'], cmd: ['node', 'server.js'], line: 1 };
  expect(text({ command }, 'x', true)).toContain('needs prisma, listed');
});
