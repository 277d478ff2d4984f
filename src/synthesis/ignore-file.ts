import { decide, parseIgnore } from '../context/ignore.ts';
import type { ContextFacts } from '../facts/context.ts';
import type { Application } from '../facts/project.ts';
import { bytesMatching } from './ignore-matches.ts';
import { type IgnoreRule, UNIVERSAL } from './ignore-patterns.ts';

export interface IgnoreInput {
  readonly application: Application;
  /** Of the application's ecosystem, relative to the application. */
  readonly ecosystemPatterns: readonly IgnoreRule[];
  /** Directory of the application relative to the context, `.` when they are the same. */
  readonly dir?: string;
  /** The ignore file in force. */
  readonly existing?: string;
  /** The context as it is sent today. */
  readonly contextFacts?: ContextFacts;
  /** Relative to the context. */
  readonly dockerfilePath: string;
  /** Paths of the context that the new Dockerfile or the program needs. */
  readonly needed: readonly string[];
}

export interface IgnoreFile {
  readonly text: string;
  readonly added: readonly { readonly pattern: string; readonly why: string }[];
}

/** A pattern of an application below the context: rooted there unless it is for any depth. */
function below(dir: string, pattern: string): string {
  if (dir === '.' || pattern.startsWith('**/')) return pattern;
  return pattern.startsWith('!') ? `!${dir}/${pattern.slice(1)}` : `${dir}/${pattern}`;
}

/** Whether a pattern would keep out something that is needed, or all that is needed below it. */
function harms(pattern: string, needed: readonly string[]): boolean {
  if (pattern.startsWith('!')) return false;
  const patterns = parseIgnore(pattern);
  return needed.some((path) => decide(patterns, path).ignored);
}

function sized(why: string, bytes: number): string {
  if (bytes < 1_000_000) return why;
  return `${why} (${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB here)`;
}

/** Made by tools in every project of a language, so that it will be there one day. */
const COMES_ANYWAY: ReadonlySet<string> = new Set([
  '**/node_modules',
  '**/__pycache__',
  '**/*.py[cod]',
  '**/*.pyc',
  '**/.venv',
  '.venv',
  'venv',
]);

/** A path a pattern would match, to ask other patterns about. */
function sample(pattern: string): string {
  return pattern
    .replace(/^!/, '')
    .replaceAll('**/', '')
    .replace(/\[(.)[^\]]*\]/g, '$1')
    .replaceAll('*', 'x');
}

/** Whether a rule is worth its line: it must be there in any case, or it keeps something out today. */
function isUseful(rule: IgnoreRule, bytes: number, outputs: readonly string[]): boolean {
  if (bytes >= 0 || rule.always === true || COMES_ANYWAY.has(rule.pattern)) return true;
  return outputs.some((out) => sample(rule.pattern) === out);
}

/** The rules that fit this project: the essential ones, and those that keep something out of it. */
function fitting(input: IgnoreInput): readonly IgnoreRule[] {
  const dir = input.dir ?? '.';
  const own = input.ecosystemPatterns.map((one) => ({
    ...one,
    pattern: below(dir, one.pattern),
    group: 'made' as const,
  }));
  const file = { pattern: input.dockerfilePath, why: 'not part of the program', always: true };
  const theirs = parseIgnore(input.existing ?? '');
  const outputs = input.application.build?.value.outputs ?? [];
  const chosen = new Map<string, IgnoreRule>();
  for (const rule of [...UNIVERSAL, file, ...own]) {
    const exception = rule.pattern.startsWith('!');
    const covered = decide(theirs, sample(rule.pattern)).ignored !== exception;
    const before = parseIgnore([...chosen.keys()].join('\n'));
    const repeated = !exception && decide(before, sample(rule.pattern)).ignored;
    if ((covered && !exception) || repeated || harms(rule.pattern, input.needed)) continue;
    if (exception && !chosen.has(`${rule.pattern.slice(1).replace(/\.[^.]+$/, '')}.*`)) continue;
    const bytes = input.contextFacts
      ? bytesMatching(rule.pattern.replace(/^!/, ''), input.contextFacts)
      : 0;
    if (isUseful(rule, bytes, outputs)) {
      chosen.set(rule.pattern, { ...rule, why: sized(rule.why, bytes) });
    }
  }
  return [...chosen.values()];
}

/** What the user's own lines keep out although it is needed now, taken back one by one. */
function exceptions(text: string, needed: readonly string[]): readonly IgnoreRule[] {
  const patterns = parseIgnore(text);
  return needed
    .filter((path) => decide(patterns, path).ignored)
    .map((path) => ({ pattern: `!${path}`, why: 'the Dockerfile needs it' }));
}

function section(title: string, rules: readonly IgnoreRule[]): string {
  return rules.length === 0 ? '' : `# ${title}\n${rules.map((one) => `${one.pattern}\n`).join('')}`;
}

/**
 * Writes the ignore file: what no build of this project needs comes first, the
 * user's own lines follow unchanged and so have the last word; only what the new
 * Dockerfile cannot do without is taken back after them.
 */
export function writeIgnore(input: IgnoreInput): IgnoreFile {
  const rules = fitting(input);
  const existing = input.existing ?? '';
  const groups: readonly [string, IgnoreRule['group'] | undefined][] = [
    ['History, editors and descriptions', undefined],
    ['Secrets and settings of one machine', 'secret'],
    ['Made anew in the image, or of no use in it', 'made'],
  ];
  const ours = groups
    .map(([title, group]) =>
      section(
        title,
        rules.filter((one) => (one.group ?? undefined) === group),
      ),
    )
    .filter((text) => text !== '')
    .join('\n');
  const joined = [ours, existing].filter((text) => text.trim() !== '').join('\n');
  const needed = input.needed.filter((path) => path !== '.' && path !== '');
  const back = exceptions(joined, needed);
  const end = joined === '' || joined.endsWith('\n') ? joined : `${joined}\n`;
  const text =
    back.length === 0
      ? ours === ''
        ? existing
        : end
      : `${end}\n${section('Needed by the Dockerfile', back)}`;
  return { text, added: [...rules, ...back].map(({ pattern, why }) => ({ pattern, why })) };
}
