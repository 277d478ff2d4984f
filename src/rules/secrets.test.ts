import { describe, expect, it } from 'vitest';
import { isSecretName, maskSecrets, secretShapes } from './secrets.ts';

describe('isSecretName', () => {
  it.each([
    'API_KEY',
    'DB_PASSWORD',
    'githubToken',
    'AWS_SECRET_ACCESS_KEY',
    'NPM_TOKEN',
    'npm_config_//x/:_authToken',
  ])('knows %s', (name) => expect(isSecretName(name)).toBe(true));
  it.each([
    'PUBLIC_KEY',
    'PASSWORD_FILE',
    'TOKEN_URL',
    'KEYBOARD',
    'AUTHOR',
    'MONKEY',
    'PWD_LENGTH',
    'PATH',
    'NODE_ENV',
  ])('leaves %s alone', (name) => expect(isSecretName(name)).toBe(false));
});

describe('maskSecrets', () => {
  it.each([
    ['ENV API_KEY=abc123 PORT=80', 'ENV API_KEY=•••••• PORT=80'],
    ['ENV API_KEY abc123', 'ENV API_KEY ••••••'],
    ['ARG DB_PASSWORD="very secret"', 'ARG DB_PASSWORD="••••••"'],
    ['ENV API_KEY=$API_KEY', 'ENV API_KEY=$API_KEY'],
    ['//registry.example.com/:_authToken=abcdef', '//registry.example.com/:_authToken=••••••'],
    ['RUN curl postgres://app:hunter22@db/x', 'RUN curl postgres://app:••••••@db/x'],
    ['the secret is copied into the image', 'the secret is copied into the image'],
  ])('%s', (text, masked) => expect(maskSecrets(text)).toBe(masked));

  it('masks known shapes whatever they are called', () => {
    const key = `AKIA${'ABCDEFGHIJKLMNOP'}`;
    expect(secretShapes(`x=${key}`)[0]?.what).toBe('an AWS access key');
    expect(maskSecrets(`ENV X=${key}`)).not.toContain(key);
  });

  it('takes linear time on long lines', () => {
    const start = performance.now();
    maskSecrets(`ENV ${'a'.repeat(200_000)} ${'x://'.repeat(20_000)} ${'A:'.repeat(50_000)}`);
    expect(performance.now() - start).toBeLessThan(1500);
  });
});
