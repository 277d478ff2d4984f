import { normalPlatform, type Platform, parsePlatform } from './platform.ts';
import type { Stage, StageGraph } from '../types.ts';

const DEFAULT: Platform = { os: 'linux', arch: 'amd64', variant: '' };

function ownPlatform(own: string | undefined, target: string | undefined): Platform {
  return own === undefined ? normalPlatform(platformNamed(target)) : platformNamed(own);
}

const platforms = new WeakMap<Stage, Platform>();

const NO_PLATFORM: Platform = { os: '', arch: '', variant: '' };

/** The platform of that text; the default one when it is none. */
export function platformNamed(text: string | undefined): Platform {
  const parsed = text === undefined ? undefined : parsePlatform(text);
  return parsed !== undefined && 'platform' in parsed ? parsed.platform : DEFAULT;
}

/**
 * The platform for which a stage is built: that of its base stage, whatever `--platform` says at
 * the later FROM; a stage from scratch is always for the target.
 */
export function stagePlatform(graph: StageGraph, stage: Stage): Platform {
  const above: Stage[] = [];
  let first: Stage = stage;
  for (;;) {
    const { base } = first;
    const below = base.kind === 'stage' ? graph.stages[base.index] : undefined;
    if (below === undefined || platforms.has(first)) break;
    above.push(first);
    first = below;
  }
  const own = first.base.kind === 'scratch' ? undefined : first.platform;
  // What replaces a stage and is no image has no platform.
  const none = first.replaced !== undefined && first.base.kind === 'named' && own === undefined;
  const platform =
    platforms.get(first) ?? (none ? NO_PLATFORM : ownPlatform(own, graph.options?.platform));
  for (const one of [first, ...above]) platforms.set(one, platform);
  return platform;
}

/** The operating system of a stage, `linux` or `windows`. */
export function stageSystem(graph: StageGraph, stage: Stage): string {
  return stagePlatform(graph, stage).os;
}
