import type { Builder } from '../builders/types.ts';
import type { Host } from '../host/types.ts';
import type { ProofProgress, ProofRequest } from './types.ts';

export type Version = 'before' | 'after';

/** What every part of one proof needs. */
export interface Session {
  readonly host: Host;
  readonly builder: Builder;
  readonly request: ProofRequest;
  /** Random, in every name this run gives. */
  readonly id: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Absolute, private to this run. */
  readonly temp: string;
  readonly mask: (text: string) => string;
}

/** The user called it off. */
export class Cancelled extends Error {
  constructor() {
    super('cancelled');
    this.name = 'Cancelled';
  }
}

/** Name of the label everything of a run carries. */
export const RUN_LABEL = 'dev.plimsoll.run';

/** @throws Cancelled when the run was called off. */
export function checkpoint(session: Session): void {
  if (session.request.signal?.aborted === true) throw new Cancelled();
}

/** Waits, in pieces short enough that a cancelled run ends soon. */
export async function pause(session: Session, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 250) {
    checkpoint(session);
    await session.host.clock.sleep(Math.min(left, 250));
  }
  checkpoint(session);
}

export function report(session: Session, event: ProofProgress): void {
  session.request.onProgress?.({ ...event, text: session.mask(event.text) });
}

/** Image of a version. */
export function imageName(session: Session, version: Version): string {
  return `plimsoll-proof:${session.id}-${version}`;
}
