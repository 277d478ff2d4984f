import type { Site } from './report.ts';
import type { CheckedStage } from './stage-checks.ts';

/** PATH of a stage whose base sets none (everywhere but on Windows). */
const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** What the checks keep in mind while they walk a stage. */
export interface StageState {
  readonly stage: CheckedStage;
  /** ARG and ENV in one table, the later wins. */
  readonly variables: Map<string, string>;
  /** What the image's configuration holds. */
  readonly env: Map<string, string>;
  /** ARGs declared so far, with those of base stages. */
  readonly args: Set<string>;
  readonly os: string;
  workdir: string;
  /** A WORKDIR stands in this file. */
  workdirSet: boolean;
  shellSet: boolean;
  /** The instructions of which only the last counts. */
  readonly last: Map<string, Site>;
}

/** The state in which a stage begins: that in which its base stage ended; of images nothing is known. */
export function startOf(
  stage: CheckedStage,
  parent: StageState | undefined,
  os: string,
): StageState {
  const env = new Map(parent?.env);
  if (!env.has('PATH') && os !== 'windows') env.set('PATH', DEFAULT_PATH);
  const variables = new Map(parent?.variables);
  for (const [name, value] of env) variables.set(name, value);
  return {
    stage,
    variables,
    env,
    args: new Set(parent?.args),
    os,
    workdir: parent?.workdir ?? '/',
    workdirSet: parent?.workdirSet ?? false,
    shellSet: parent?.shellSet ?? false,
    last: new Map(),
  };
}
