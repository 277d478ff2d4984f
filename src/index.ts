/**
 * plimsoll as a library: the same functions the command line calls. Everything takes a `Host`
 * (`nodeHost()`, or `memoryHost()` for tests and editors) and returns plain data; nothing prints or exits.
 */
export { memoryHost } from './host/memory.ts';
export { nodeHost } from './host/node.ts';
export type { Host } from './host/types.ts';
export { parseDockerfile, print } from './dockerfile/syntax/parse.ts';
export { resolveStages } from './dockerfile/stages/stages.ts';
export type { Dockerfile, Instruction, StageGraph } from './dockerfile/types.ts';
export type { Application, Found, ProjectFacts } from './facts/project.ts';
export type { CheckResult } from './findings/check-result.ts';
export type { Proof, Verdict } from './proof/types.ts';
export type { ContextReport } from './reports/context-report.ts';
export type { OptimizeResult } from './reports/optimize-result.ts';
export { checkJson } from './reports/check-json.ts';
export { optimizeJson } from './reports/optimize-json.ts';
export { optimizeMarkdown } from './reports/optimize-markdown.ts';
export { parseJson } from './reports/parse-json.ts';
export type { ParseReport } from './reports/parse-report.ts';
export { stateJson } from './reports/state/json.ts';
export type { StateReport } from './reports/state/report.ts';
export type { Finding, Rule } from './rules/types.ts';
export { detect } from './workflow/analyse.ts';
export { type CheckOptions, check } from './workflow/check.ts';
export { contextReport } from './workflow/context.ts';
export { type OptimizeOptions, optimize } from './workflow/optimize.ts';
export { parse, parseBytes } from './workflow/parse.ts';
export { type StateOptions, stateReport } from './workflow/state.ts';
export { UserError } from './workflow/user-error.ts';
