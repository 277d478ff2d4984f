import { splitLines } from '../../formats/lines.ts';
import { dirName, joinPath } from '../../project/paths.ts';
import type { ProjectView } from '../../project/view.ts';
import { type Requirement, parseRequirement } from './requirement.ts';

/** A requirement with where it stands. */
export interface Listed extends Requirement {
  readonly file: string;
  readonly line: number;
}

/** A requirements file with everything it includes. */
export interface RequirementsFile {
  /** Relative to the root, the file itself first, then `-r` and `-c` files in the order pip reads them. */
  readonly files: readonly string[];
  readonly listed: readonly Listed[];
  /** Paths (relative to the root) that are installed from the project's own sources: `-e .`, `./lib`. */
  readonly local: readonly string[];
  /** Installed from a version control system, so that its program is needed. */
  readonly vcs: readonly {
    readonly program: string;
    readonly file: string;
    readonly line: number;
  }[];
  /** `--index-url`, `--extra-index-url`, `--find-links` is used. */
  readonly indexes: boolean;
  /** Every requirement has a hash. */
  readonly hashed: boolean;
  /** Files that are named but are not there. */
  readonly missing: readonly string[];
}

interface Reading {
  readonly view: ProjectView;
  readonly files: string[];
  readonly listed: Listed[];
  readonly local: string[];
  readonly vcs: { program: string; file: string; line: number }[];
  readonly missing: string[];
  indexes: boolean;
  hashes: number;
}

const MOST_FILES = 50;

/** Reads a requirements file the way pip does, includes followed. Source: pip's requirements file format. */
export function readRequirements(view: ProjectView, file: string): RequirementsFile {
  const reading: Reading = {
    view,
    files: [],
    listed: [],
    local: [],
    vcs: [],
    missing: [],
    indexes: false,
    hashes: 0,
  };
  readInto(reading, file, false);
  const { files, listed, local, vcs, missing, indexes, hashes } = reading;
  return {
    files,
    listed,
    local,
    vcs,
    missing,
    indexes,
    hashed: listed.length > 0 && hashes >= listed.length,
  };
}

function readInto(reading: Reading, file: string, constraint: boolean): void {
  if (reading.files.includes(file) || reading.files.length >= MOST_FILES) return;
  const text = reading.view.text(file);
  if (text === undefined) {
    reading.missing.push(file);
    return;
  }
  reading.files.push(file);
  for (const { content, line } of logicalLines(text)) {
    if (content.startsWith('-')) readOption(reading, file, content, line);
    else if (!constraint) readLine(reading, file, content, line);
  }
}

function readOption(reading: Reading, file: string, content: string, line: number): void {
  const match = /^(-[A-Za-z]|--[a-z-]+)(?:\s*=\s*|\s*)(.*)$/.exec(content);
  const [, option = '', value = ''] = match ?? [];
  const argument = value.trim().replace(/^(["'])(.*)\1$/, '$2');
  if (
    option === '-r' ||
    option === '--requirement' ||
    option === '-c' ||
    option === '--constraint'
  ) {
    if (/^[a-z]+:\/\//i.test(argument)) return;
    readInto(
      reading,
      joinPath(dirName(file), argument),
      option === '-c' || option === '--constraint',
    );
  } else if (option === '-e' || option === '--editable') readLine(reading, file, argument, line);
  else if (/^(?:-i|-f|--index-url|--extra-index-url|--find-links)$/.test(option))
    reading.indexes = true;
}

function readLine(reading: Reading, file: string, content: string, line: number): void {
  const written = content
    .replace(/\s+--(?:hash|config-settings|global-option)[\s=]\S+/g, '')
    .trim();
  if (content.includes('--hash')) reading.hashes++;
  const vcs = /^(?:[\w.-]+(?:\[[^\]]*\])?\s*@\s*)?(git|hg|svn|bzr)\+/.exec(written)?.[1];
  if (vcs !== undefined) reading.vcs.push({ program: vcs, file, line });
  const path = localPath(written);
  if (path !== undefined) {
    reading.local.push(joinPath(dirName(file), path));
    return;
  }
  const egg = vcs === undefined ? undefined : /[#&]egg=([\w.-]+)/.exec(written)?.[1];
  const requirement = parseRequirement(egg ?? written);
  if (requirement) reading.listed.push({ ...requirement, file, line });
}

function localPath(written: string): string | undefined {
  const path = /^(?:[\w.-]+(?:\[[^\]]*\])?\s*@\s*)?file:(?:\/\/)?([^\s;]+)/.exec(written)?.[1];
  if (path !== undefined) return path.startsWith('/') ? undefined : path;
  const plain = written.replace(/\[[^\]]*\]$/, '');
  return /^\.{0,2}\/|^\.{1,2}$/.test(plain) ? plain.replace(/^\/.*/, '.') : undefined;
}

/** Lines with continuations joined and comments gone. */
function logicalLines(
  text: string,
): readonly { readonly content: string; readonly line: number }[] {
  const lines: { content: string; line: number }[] = [];
  let open: { content: string; line: number } | undefined;
  for (const [index, physical] of splitLines(text).entries()) {
    if (physical.length > 20_000) continue;
    const bare = physical.replace(/(?:^|\s)#.*$/, '').trimEnd();
    const continued = bare.endsWith('\\');
    const content = (continued ? bare.slice(0, -1) : bare).trim();
    open = open
      ? { content: `${open.content} ${content}`, line: open.line }
      : { content, line: index + 1 };
    if (continued) continue;
    if (open.content !== '') lines.push(open);
    open = undefined;
  }
  if (open && open.content !== '') lines.push(open);
  return lines;
}
