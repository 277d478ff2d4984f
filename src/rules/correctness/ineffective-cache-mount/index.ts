import { type IdleMount, idleMounts } from '../../../image-model/cache-mounts.ts';
import { defineRule } from '../../define-rule.ts';
import { stageName } from '../../shipped.ts';
import type { Rule } from '../../types.ts';

/** A cache mount that is empty when the next build comes. */
export const rule: Rule = defineRule({
  id: 'correctness/ineffective-cache-mount',
  aliases: [],
  severity: 'warning',
  summary: 'A cache mount keeps nothing: it is emptied, not used, or cannot be written.',
  find: ({ trace }) =>
    idleMounts(trace).map((mount) => ({
      span: mount.span,
      stage: stageName(mount.stage.stage),
      mount,
    })),
  say: ({ mount }) => `The cache mount on ${mount.target} has no effect: ${reason(mount)}`,
});

function reason({ tool, target, why }: IdleMount): string {
  switch (why.kind) {
    case 'emptied':
      return `\`${why.by}\` empties it in the same RUN, so that the next build downloads everything again. Leave that command out: the mount is not part of the image.`;
    case 'docker-clean':
      return 'in this image apt deletes each package once it is installed (/etc/apt/apt.conf.d/docker-clean), and the next build downloads it again. Remove that file before: `rm -f /etc/apt/apt.conf.d/docker-clean`.';
    case 'off':
      return `with ${why.by} ${tool} keeps nothing. Leave it out: the mount is not part of the image.`;
    case 'elsewhere':
      return `${tool} of user ${why.user} keeps its downloads in ${why.place}. Mount that: \`target=${why.place}\`${why.user === 'root' ? '' : ', with `uid=` and `gid=` of the user'}.`;
    case 'owner':
      return `the mount belongs to root, and user ${why.user} cannot write to it. Add \`uid=\` and \`gid=\` of the user to the mount of ${target}.`;
  }
}
