import type { ContextEntry } from '../../../facts/context.ts';
import type { Span } from '../../../text/span.ts';
import { contextSources, plainSource, selected } from '../../copies.ts';
import { defineRule } from '../../define-rule.ts';
import { secretShapes } from '../../secrets.ts';
import { placesIn, shippedStages, stageName } from '../../shipped.ts';
import type { Rule, RuleInput } from '../../types.ts';
import { listed } from '../../words.ts';
import { suspicionOf } from './suspects.ts';

/** Most bytes of a file that are looked at. */
const LOOK = 256 * 1024;

interface Sight {
  readonly span: Span;
  readonly stage: string;
  readonly paths: readonly string[];
}

/** Files with secrets are copied into the image that ships. */
export const rule: Rule = defineRule<Sight>({
  id: 'security/secret-copied',
  aliases: [],
  severity: 'warning',
  summary: 'COPY takes files that hold secrets into the image.',
  find: (input) =>
    [...placesIn(shippedStages(input.trace))].flatMap(({ stage, step }) =>
      contextSources(step.instruction).flatMap((word) => {
        const paths = secretsIn(word, input);
        return paths.length === 0
          ? []
          : [{ span: word.span, stage: stageName(stage.stage), paths }];
      }),
    ),
  say: ({ paths }) =>
    `This puts ${listed(paths, 4)} into a layer, readable by everyone who can pull the image, even when a later step deletes ${paths.length === 1 ? 'it' : 'them'}. Add ${paths.length === 1 ? 'it' : 'them'} to .dockerignore; a build step that needs one takes it by \`RUN --mount=type=secret\`.`,
});

function secretsIn(word: Parameters<typeof plainSource>[0], input: RuleInput): string[] {
  const files = selected(word, input);
  if (files !== undefined)
    return files.filter((file) => isSecret(file, input)).map(({ path }) => path);
  // Without the context only a name that is written out is proof enough.
  const name = plainSource(word);
  return suspicionOf(name) === 'name' ? [name] : [];
}

function isSecret({ path, size }: ContextEntry, input: RuleInput): boolean {
  const suspicion = suspicionOf(path);
  if (suspicion === undefined || size === 0) return false;
  if (size > LOOK) return false;
  const bytes = input.context?.read(path);
  return bytes !== undefined && holdsSecret(path, new TextDecoder().decode(bytes), suspicion);
}

/** Certificates, settings and templates have the same names as keys, tokens and passwords. */
function holdsSecret(path: string, text: string, suspicion: 'name' | 'content'): boolean {
  if (secretShapes(text).length > 0) return true;
  if (/(^|\/)\.env/.test(path))
    return /^\s*(?:export\s+)?\w*(?:KEY|SECRET|TOKEN|PASS\w*|PWD|CREDENTIALS?|DSN)\w*\s*=\s*["']?[^\s"'#$<]/im.test(
      text,
    );
  if (suspicion === 'content') return TOKEN.test(text);
  return text.trim() !== '';
}

const TOKEN =
  /(_authToken|_password|_auth)\s*=\s*[^\s$]|^\s*password\s*[:=]?\s*[^\s$]|"auth"\s*:\s*"[^"]+"/im;
