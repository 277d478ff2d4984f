import { fits, hasNoise, templateOf } from './template.ts';
import type { Answer } from './types.ts';
import { withoutVolatile } from './volatile.ts';

/** What one GET brought, before anything was taken out. */
export interface RawAnswer {
  readonly path: string;
  readonly status?: number;
  readonly type?: string;
  readonly body?: Uint8Array;
  readonly error?: string;
  /** Names and addresses of the container that said it. */
  readonly own: readonly string[];
}

export interface AnswerComparison {
  readonly path: string;
  readonly result: 'same' | 'different' | 'not-compared';
  /** In words: what differs, or why it was not compared. */
  readonly what: string;
}

/**
 * Compares the new version's answers with the old version's, who was asked
 * several times: what differs there is noise. Headers but the content type are
 * not compared, nor the bodies of errors (they name files and versions).
 */
export function compareAnswers(
  before: readonly (readonly RawAnswer[])[],
  after: readonly RawAnswer[],
): readonly AnswerComparison[] {
  const paths = [...new Set(before.flat().map((answer) => answer.path))];
  return paths.map((path) => {
    const old = before.flat().filter((answer) => answer.path === path);
    return {
      path,
      ...compareOne(
        old,
        after.find((answer) => answer.path === path),
      ),
    };
  });
}

function compareOne(
  old: readonly RawAnswer[],
  now: RawAnswer | undefined,
): Omit<AnswerComparison, 'path'> {
  const statuses = new Set(old.map((answer) => answer.status));
  const [status] = statuses;
  if (statuses.size !== 1) return notCompared('the old version does not answer twice alike');
  if (status === undefined) return notCompared('the old version does not answer');
  if (now?.status === undefined) {
    return different(
      `${status} before, no answer after${now?.error === undefined ? '' : ` (${now.error})`}`,
    );
  }
  if (now.status !== status) return different(`status ${status} before, ${now.status} after`);
  const types = new Set(old.map((answer) => plainType(answer.type)));
  if (types.size === 1 && !types.has(plainType(now.type))) {
    return different(
      `type ${[...types][0] || 'none'} before, ${plainType(now.type) || 'none'} after`,
    );
  }
  if (status >= 500) return { result: 'same', what: `${status} before and after` };
  return compareBodies(old, now, status);
}

function compareBodies(
  old: readonly RawAnswer[],
  now: RawAnswer,
  status: number,
): Omit<AnswerComparison, 'path'> {
  const template = templateOf(old.map(comparable));
  if (!fits(template, comparable(now))) {
    const [was, is] = [old[0]?.body?.length ?? 0, now.body?.length ?? 0];
    return different(`${status}, but the body differs (${was} bytes before, ${is} after)`);
  }
  const noise = hasNoise(template) ? ', apart from what changes by itself' : '';
  return { result: 'same', what: `${status}, same type and body${noise}` };
}

/** The body as it is compared: text without volatile words; other bytes as they are. */
function comparable(answer: RawAnswer): string {
  const body = answer.body ?? new Uint8Array();
  if (!isText(answer.type, body)) return Buffer.from(body).toString('latin1');
  return withoutVolatile(new TextDecoder().decode(body), answer.own);
}

function isText(type: string | undefined, body: Uint8Array): boolean {
  if (/^(?:text\/|application\/(?:.*\+)?(?:json|xml|javascript))/i.test(type ?? '')) return true;
  return !body.subarray(0, 8_000).includes(0);
}

/** `text/HTML; charset=UTF-8` → `text/html`. */
function plainType(type: string | undefined): string {
  return (type ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

/** The answer as it is reported, with a digest in place of the body. */
export async function toAnswer(raw: RawAnswer): Promise<Answer> {
  const bytes = new TextEncoder().encode(comparable(raw));
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  const { path, status, type, error } = raw;
  return {
    path,
    ...(status === undefined ? {} : { status, body: Buffer.from(digest).toString('hex') }),
    ...(type === undefined ? {} : { type }),
    ...(error === undefined ? {} : { error }),
  };
}

function different(what: string): Omit<AnswerComparison, 'path'> {
  return { result: 'different', what };
}

function notCompared(what: string): Omit<AnswerComparison, 'path'> {
  return { result: 'not-compared', what };
}
