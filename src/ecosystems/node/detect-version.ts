import type { Evidence, Found } from '../../facts/project.ts';
import { asRecord, at, stringAt } from '../../formats/parsed.ts';
import { splitLines } from '../../formats/lines.ts';
import {
  type Cycle,
  END_OF_LIFE_DATA,
  cyclesOf,
  supportedLts,
} from '../../knowledge/end-of-life.ts';
import { evidence, firstOf, found } from '../../project/evidence.ts';
import { dirName, joinPath } from '../../project/paths.ts';
import type { ProjectView } from '../../project/view.ts';
import { isSemverRange, semverScheme } from '../../versions/semver-range.ts';
import type { Manifest } from './manifest.ts';

export interface NodeVersion {
  readonly version?: Found<string>;
  /** The range the version was chosen from, when it was a range. */
  readonly range?: string;
  readonly notes: readonly string[];
}

interface Said {
  readonly text: string;
  readonly at: Evidence;
}

/** The release line the project asks for, by precedence; what disagrees becomes a conflict. */
export function detectVersion(view: ProjectView, manifest: Manifest): NodeVersion {
  const said = [...toolFiles(view, manifest.dir), ...manifestFields(manifest)];
  const read = said.map((one) => ({ ...one, line: lineFor(one.text) }));
  const candidates = read.flatMap(({ line, at: from }) =>
    line === undefined ? [] : [found(line.line, line.isRange ? 'likely' : 'certain', from)],
  );
  const first = firstOf(candidates);
  const notes = read
    .filter(({ line }) => line === undefined)
    .map(
      ({ text, at: from }) =>
        `${from.file} asks for Node.js «${text.slice(0, 60)}», which could not be understood.`,
    );
  if (first === undefined) return { notes };
  // A range that holds the chosen line agrees with it, whatever it would have chosen alone.
  const chosen = cyclesOf('node').find((one) => one.cycle === first.value);
  const conflicts = (first.conflicts ?? []).filter((conflict) => {
    const text = said.find((one) => one.at === conflict.evidence[0])?.text ?? '';
    return !(
      chosen !== undefined &&
      isSemverRange(text) &&
      semverScheme.satisfies(chosen.latest, text)
    );
  });
  const range = read.find(({ line }) => line?.isRange === true && line.line === first.value)?.text;
  const eol =
    chosen?.end !== undefined && chosen.end <= END_OF_LIFE_DATA
      ? [`Node.js ${chosen.cycle} has had no security updates since ${chosen.end}.`]
      : [];
  return {
    version: found(first.value, first.confidence, first.evidence, conflicts),
    ...(range !== undefined && { range }),
    notes: [...notes, ...eol],
  };
}

/** `.node-version`, `.nvmrc`, `.tool-versions`, `mise.toml` of the directory, then of the ones above it. */
function toolFiles(view: ProjectView, dir: string): readonly Said[] {
  for (let here = dir; ; here = dirName(here)) {
    const said = ['.node-version', '.nvmrc', '.tool-versions', 'mise.toml', '.mise.toml'].flatMap(
      (name) => toolFile(view, joinPath(here, name), name),
    );
    if (said.length > 0 || here === '.') return said;
  }
}

function toolFile(view: ProjectView, file: string, name: string): readonly Said[] {
  const lines = splitLines(view.text(file) ?? '').slice(0, 200);
  for (const [index, line] of lines.entries()) {
    const plain = line.replace(/#.*$/, '').trim();
    let text: string | undefined = plain;
    if (name === '.tool-versions') text = /^(?:nodejs|node)\s+(\S+)/.exec(plain)?.[1];
    else if (name.endsWith('.toml'))
      text = /^(?:nodejs|node)\s*=\s*["']([^"']+)["']/.exec(plain)?.[1];
    if (text !== undefined && text !== '') return [{ text, at: evidence(file, index + 1, name) }];
  }
  return [];
}

function manifestFields(manifest: Manifest): readonly Said[] {
  const said: Said[] = [];
  const { raw } = manifest;
  const add = (text: string | undefined, ...path: readonly string[]): void => {
    if (text !== undefined && text.trim() !== '')
      said.push({ text: text.trim(), at: manifest.where(...path) });
  };
  add(stringAt(raw, 'volta', 'node'), 'volta', 'node');
  add(stringAt(raw, 'engines', 'node'), 'engines', 'node');
  const runtimes = at(raw, 'devEngines', 'runtime');
  for (const runtime of Array.isArray(runtimes) ? runtimes : [runtimes]) {
    if (asRecord(runtime) !== undefined && stringAt(runtime, 'name') === 'node')
      add(stringAt(runtime, 'version'), 'devEngines', 'runtime');
  }
  return said;
}

/** The line a version, range or alias means: of a range the newest supported LTS in it, else the newest line. */
export function lineFor(
  written: string,
): { readonly line: string; readonly isRange: boolean } | undefined {
  const text = written
    .trim()
    .toLowerCase()
    .replace(/^node-?(?=\d)/, '');
  const supported = supportedLts('node', END_OF_LIFE_DATA);
  if (/^(?:lts(?:\/(?:\*|-0))?|node|latest|current|stable)$/.test(text)) {
    return supported[0] && { line: supported[0].cycle, isRange: true };
  }
  const codename = /^lts[/-]([a-z]+)$/.exec(text)?.[1];
  if (codename !== undefined) {
    const release = cyclesOf('node').find((one) => one.codename === codename);
    return release && { line: release.cycle, isRange: false };
  }
  const exact = /^v?(\d{1,3})(?:\.(?:\d+|x|\*)){0,2}$/.exec(text)?.[1];
  if (exact !== undefined) return { line: exact, isRange: false };
  if (!isSemverRange(text)) return undefined;
  const line =
    newest(text, supported) ??
    newest(
      text,
      cyclesOf('node').filter((one) => one.lts !== undefined),
    ) ??
    newest(text, cyclesOf('node'));
  return line === undefined ? undefined : { line, isRange: true };
}

function newest(range: string, releases: readonly Cycle[]): string | undefined {
  const best = semverScheme.highestSatisfying(
    range,
    releases.map((one) => one.latest),
  );
  return releases.find((one) => one.latest === best)?.cycle;
}
