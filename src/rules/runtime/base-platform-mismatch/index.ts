import { fromRef } from '../../../dockerfile/instructions.ts';
import { parsePlatform } from '../../../dockerfile/stages/platform.ts';
import type { Stage } from '../../../dockerfile/types.ts';
import { defineRule } from '../../define-rule.ts';
import { baseSpan, stageName } from '../../shipped.ts';
import type { Rule } from '../../types.ts';
import { NAMESPACES } from './namespaces.ts';

/** A base image that exists for one platform alone, asked for on another. */
export const rule: Rule = defineRule({
  id: 'runtime/base-platform-mismatch',
  aliases: ['InvalidBaseImagePlatform'],
  severity: 'warning',
  summary: 'The base image is not for the platform that FROM asks for.',
  find: ({ graph }) =>
    graph.stages.flatMap((stage) => {
      const [wanted, given] = [wantedBy(stage), givenBy(stage)];
      if (wanted === undefined || given === undefined || wanted === given) return [];
      return [{ span: baseSpan(stage.from), stage: stageName(stage), wanted, given }];
    }),
  say: ({ wanted, given }) =>
    `FROM asks for ${wanted}, but images of this name are for ${given}: BuildKit takes it all the same, and its programs do not run on ${wanted}. Take the image without the platform in its name.`,
});

/** System and architecture that a FROM asks for; undefined when that depends on who builds. */
function wantedBy({ from }: Stage): string | undefined {
  const written = fromRef(from).platform?.value;
  if (written === undefined || written.includes('$')) return undefined;
  const parsed = parsePlatform(written);
  return 'platform' in parsed ? `${parsed.platform.os}/${parsed.platform.arch}` : undefined;
}

/** System and architecture of the images under this name; undefined when they are for several. */
function givenBy({ base }: Stage): string | undefined {
  if (base.kind !== 'image' || base.ref === undefined) return undefined;
  const [, namespace = ''] = /^(?:docker\.io\/)?([a-z0-9-]+)\/[^/]+$/.exec(base.ref) ?? [];
  return NAMESPACES.get(namespace);
}
