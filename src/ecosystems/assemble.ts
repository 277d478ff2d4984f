import type { Candidate, PlanStage, RecipeInput, RuntimeKind } from '../plan/types.ts';
import { withOwnComments } from './own-comments.ts';
import { imagesOf } from './steps.ts';

/** What a recipe found out for one kind of runtime. */
export interface Parts {
  readonly input: RecipeInput;
  readonly kind: RuntimeKind;
  /** The last one is the image. */
  readonly stages: readonly PlanStage[];
  readonly differences: readonly string[];
  readonly probe?: string;
  readonly wantsInit?: boolean;
}

/** Packages of the base stay as its own publisher left them, where the user's file renewed them. */
function upgradesDropped({ kept }: RecipeInput): readonly string[] {
  return (kept?.upgrades ?? []).map(
    ({ command, line }) =>
      `«${command}» of line ${line} is left out: the packages of the base come up to date with a newer base (docker build --pull).`,
  );
}

/** Puts the parts of a recipe together to a candidate. */
export function assemble(parts: Parts): Candidate {
  const { input, stages } = parts;
  const secrets = stages
    .flatMap((stage) => stage.steps)
    .flatMap((step) => (step.do === 'run' ? step.mounts : []))
    .filter((mount) => mount.type === 'secret')
    .map((mount) => mount.id ?? '');
  const differences = [...parts.differences, ...upgradesDropped(input)];
  for (const id of new Set(secrets)) {
    const source = id === 'npmrc' ? 'src=.npmrc' : `env=${id}`;
    differences.push(`The build takes a secret: pass it with --secret id=${id},${source}.`);
  }
  // What this tool wrote above a stage is not the user's own heading.
  const written = new Set(stages.flatMap((stage) => stage.comment ?? []));
  const header = (input.kept?.header ?? []).filter((line) => !written.has(line));
  return {
    runtime: parts.kind,
    plan: {
      ...(header.length > 0 && { header }),
      frontend: 'docker/dockerfile:1',
      args: (input.kept?.args ?? [])
        .filter((one) => one.global)
        .map(({ name, value, comments }) => ({
          name,
          ...(value !== undefined && { value }),
          comment: comments,
        })),
      stages: withOwnComments(stages, input.kept),
      target: stages.at(-1)?.id ?? '',
    },
    images: imagesOf(stages),
    differences: [...new Set(differences)],
    ...(parts.probe !== undefined && { orchestratorProbe: parts.probe }),
    wantsInit: parts.wantsInit ?? false,
  };
}
