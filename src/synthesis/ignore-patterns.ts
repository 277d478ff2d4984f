/** A line of an ignore file, with why it is there. */
export interface IgnoreRule {
  readonly pattern: string;
  readonly why: string;
  /** Also when nothing matches today: it will one day, or it must never be sent. */
  readonly always?: boolean;
  readonly group?: 'secret' | 'made';
}

const secret = (pattern: string, always = false): IgnoreRule => ({
  pattern,
  why: 'may hold secrets',
  group: 'secret',
  ...(always && { always }),
});
const tool = (pattern: string, why: string, always = false): IgnoreRule => ({
  pattern,
  why,
  ...(always && { always }),
});

/** What no image of any language needs. */
export const UNIVERSAL: readonly IgnoreRule[] = [
  tool('.git', 'the history is not part of the program', true),
  tool('.gitignore', 'read by git only'),
  tool('.gitattributes', 'read by git only'),
  tool('.github', 'read by the forge only'),
  tool('.gitlab-ci.yml', 'read by the forge only'),
  tool('.circleci', 'read by the forge only'),
  tool('.vscode', 'settings of an editor', true),
  tool('.idea', 'settings of an editor', true),
  tool('.devcontainer', 'settings of an editor'),
  tool('**/*.swp', 'left by an editor'),
  tool('**/.DS_Store', 'left by a file manager', true),
  tool('**/Thumbs.db', 'left by a file manager'),
  tool('**/Dockerfile*', 'not part of the program', true),
  tool('**/Containerfile*', 'not part of the program'),
  tool('**/.dockerignore', 'not part of the program', true),
  tool('**/compose*.y*ml', 'not part of the program', true),
  tool('**/docker-compose*.y*ml', 'not part of the program', true),
  tool('README*', 'for people'),
  tool('CHANGELOG*', 'for people'),
  tool('CONTRIBUTING*', 'for people'),
  tool('**/*.log', 'left by a run', true),
  tool('logs', 'left by a run'),
  tool('tmp', 'left by a run'),
  tool('coverage', 'left by a test run', true),
  tool('.cache', 'left by a tool'),
  tool('.terraform', 'state of another tool'),
  secret('.env', true),
  secret('.env.*', true),
  { pattern: '!.env.example', why: 'an example holds no secrets', group: 'secret' },
  secret('**/*.pem', true),
  secret('**/*.key', true),
  secret('**/*.p12'),
  secret('**/*.pfx'),
  secret('**/id_rsa*', true),
  secret('**/id_ed25519*'),
  secret('.aws'),
  secret('.ssh'),
  secret('.netrc'),
  secret('.pypirc'),
  secret('**/*.tfstate*'),
];
