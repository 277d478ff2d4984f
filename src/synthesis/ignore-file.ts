import { decide, parseIgnore } from '../context/ignore.ts';
import type { ContextFacts } from '../facts/context.ts';
import type { Application } from '../facts/project.ts';
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

function matchesAny(pattern: string, context: ContextFacts): number {
  const patterns = parseIgnore(pattern);
  let bytes = -1;
  for (const entry of context.entries()) {
    if (decide(patterns, entry.path).ignored) bytes = Math.max(bytes, 0) + entry.size;
  }
  return bytes;
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

/** The rules that fit this project: the essential ones, and those that keep something out of it. */
function fitting(input: IgnoreInput): readonly IgnoreRule[] {
  const dir = input.dir ?? '.';
  const own = input.ecosystemPatterns.map((one) => ({ ...one, pattern: below(dir, one.pattern) }));
  const candidates: readonly IgnoreRule[] = [
    ...UNIVERSAL,
    { pattern: input.dockerfilePath, why: 'not part of the program', always: true },
    ...own,
  ];
  const present = new Set((input.existing ?? '').split(/\r?\n/).map((line) => line.trim()));
  const chosen = new Map<string, IgnoreRule>();
  for (const rule of candidates) {
    if (present.has(rule.pattern) || chosen.has(rule.pattern) || harms(rule.pattern, input.needed))
      continue;
    const exception = rule.pattern.startsWith('!');
    const bytes =
      input.contextFacts && !exception ? matchesAny(rule.pattern, input.contextFacts) : -1;
    if (bytes < 0 && rule.always !== true && (input.contextFacts || exception)) continue;
    chosen.set(rule.pattern, { ...rule, why: sized(rule.why, bytes) });
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
    ['Made anew in the image', 'made'],
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
