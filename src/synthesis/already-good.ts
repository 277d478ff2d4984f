import type { ImageState, StageTrace, Trace } from '../facts/image.ts';
import type { Application } from '../facts/project.ts';
import { commandOf, effectiveUid } from '../image-model/queries.ts';

/** Whether an existing file leaves little to gain: what speaks for it, and what against. */
export interface Verdict {
  readonly good: boolean;
  readonly strengths: readonly string[];
  readonly weaknesses: readonly string[];
}

const SMALL: ReadonlySet<string> = new Set(['slim', 'alpine', 'distroless', 'scratch', 'minimal']);
const INSTALLERS: ReadonlySet<string> = new Set([
  'npm',
  'yarn',
  'pnpm',
  'pip',
  'pip3',
  'uv',
  'poetry',
  'pipenv',
  'bun',
]);
const RUNNERS = /(^|\/)(npm|yarn|pnpm|npx|nodemon|go|flask)$/;
/** Bytes of leftovers that are worth a rewrite. */
const WORTH = 5_000_000;

interface Check {
  readonly passed: boolean;
  readonly good: string;
  readonly bad: string;
}

/** Whether a stage installs dependencies after all of the context was copied into it. */
function installsAfterSources(stage: StageTrace): boolean {
  let everything = false;
  for (const step of stage.steps) {
    const patterns = step.cacheInputs.flatMap((one) =>
      one.kind === 'context' ? one.patterns : [],
    );
    const copies = step.instruction.name === 'COPY' || step.instruction.name === 'ADD';
    if (copies && patterns.some((one) => /^(\.|\.\/|\/|\*|)$/.test(one))) everything = true;
    const installs = step.commands.some(
      (one) =>
        INSTALLERS.has(one.program ?? '') &&
        one.words.some((word) => /^(ci|install|i|sync)$/.test(word ?? '')),
    );
    if (everything && installs && step.instruction.name === 'RUN') return true;
  }
  return false;
}

function baseCheck(state: ImageState): Check {
  const flavour = state.base?.flavour;
  return {
    passed: flavour === undefined ? state.baseSize.high === 0 : SMALL.has(flavour),
    good: 'a small base',
    bad: `the base ${state.base?.ref ?? ''} is bigger than the program needs`,
  };
}

function userCheck(state: ImageState): Check {
  const uid = effectiveUid(state);
  const named = state.config.user.known && !/^(|0|root)(:|$)/.test(state.config.user.value);
  return {
    passed: uid.known ? uid.value !== 0 : named,
    good: 'runs without root',
    bad: 'the program runs as root',
  };
}

function commandCheck(state: ImageState): Check {
  const words = commandOf(state);
  const forms = [state.config.entrypoint, state.config.cmd].filter((one) => one !== undefined);
  const direct = forms.every((one) => one.form === 'json') && !RUNNERS.test(words?.[0] ?? '');
  return {
    passed: words !== undefined && direct,
    good: 'the program itself gets the signals',
    bad: 'a shell or a package manager stands between Docker and the program',
  };
}

function leftoverCheck(state: ImageState): Check {
  const bytes = state.leftovers.reduce((sum, one) => sum + one.size.low, 0);
  return {
    passed: bytes < WORTH,
    good: 'no caches or tools left behind',
    bad: 'caches, lists or build tools are left in the image',
  };
}

/**
 * Judges an existing Dockerfile by its model. `good` means: a rewrite would gain
 * little, so that it is better left alone.
 */
export function isAlreadyGood(trace: Trace, application: Application): Verdict {
  const state = trace.result;
  if (!state) return { good: false, strengths: [], weaknesses: ['there is no stage to build'] };
  const stages = trace.stages.filter((one) => one !== undefined);
  const dev = application.dependencies.some((one) => one.dev);
  const checks: readonly Check[] = [
    baseCheck(state),
    userCheck(state),
    commandCheck(state),
    leftoverCheck(state),
    {
      passed: !stages.some(installsAfterSources),
      good: 'dependencies are installed before the sources come in',
      bad: 'every change of a source installs the dependencies again',
    },
    {
      passed: !dev || !state.leftovers.some((one) => one.kind === 'dev-dependencies'),
      good: 'production dependencies only',
      bad: 'development dependencies are in the image',
    },
  ];
  const strengths = checks.filter((one) => one.passed).map((one) => one.good);
  const weaknesses = checks.filter((one) => !one.passed).map((one) => one.bad);
  return { good: weaknesses.length === 0, strengths, weaknesses };
}
