import type { Need } from '../../facts/need.ts';
import { childPath } from '../effect.ts';
import { isOlder, needVersion, runtimeOf } from '../runtime-version.ts';
import type { Command, Environment } from '../types.ts';

/** Phases and goals that compile. */
const COMPILES = /^(compile|test-compile|test|package|verify|install|deploy|compiler:compile)$/;
/** What pom.xml says about the release, in the order in which the compiler plugin minds it. */
const SETTINGS = ['maven.compiler.release', 'maven.compiler.target', 'maven.compiler.source'];

/** The Java release a pom.xml compiles for: the image's compiler refuses a newer one than its own. */
export function mavenNeeds(command: Command, env: Environment): Need[] {
  const words = command.args.map(({ value }) => value);
  if (env.cwd === undefined || words.includes(undefined)) return [];
  if (!words.some((word) => COMPILES.test(word ?? ''))) return [];
  if (
    words.some((word) =>
      /^(-f|--file|-pl|--projects|-P|-D(java|maven\.compiler|skipTests=never))/.test(word ?? ''),
    )
  )
    return [];
  const here = runtimeOf(env, 'java', 'java') ?? jdkOf(env);
  const text = env.readText(childPath(env.cwd, 'pom.xml'));
  if (!here || env.variable('JAVA_HOME')?.known === false || text === undefined || text.partial)
    return [];
  const wanted = releaseOf(text.text.replaceAll(/<!--.*?-->/gs, ''));
  if (wanted === undefined || !isOlder(here.version.replace(/\..*$/, ''), wanted)) return [];
  return [needVersion(command, `Java ${wanted}`, `Java ${here.version}`, here.origin)];
}

/** The JDK that the tag of a Maven image names: `maven:3.9-eclipse-temurin-17`. */
function jdkOf(env: Environment): ReturnType<typeof runtimeOf> {
  const found = env.find('java');
  const version =
    env.base?.family === 'maven' ? /-temurin-(\d+)/.exec(env.base.ref)?.[1] : undefined;
  return version !== undefined && found.is === 'yes' && found.origin.by === 'base'
    ? { version, origin: found.origin }
    : undefined;
}

/** The release that a plain pom.xml says; profiles and toolchains may change it. */
function releaseOf(text: string): string | undefined {
  if (/<(profiles|modules|toolchains)>|maven-toolchains-plugin/.test(text)) return undefined;
  const property = (name: string): string | undefined =>
    new RegExp(`<${name.replaceAll('.', '\\.')}>\\s*([^<\\s]+)\\s*</`).exec(text)?.[1];
  const spring = /<artifactId>\s*spring-boot-starter-parent\s*</.test(text);
  const inPlugin =
    /<artifactId>\s*maven-compiler-plugin\s*<(?:(?!<\/plugin>).)*/s.exec(text)?.[0] ?? '';
  const direct = /<release>\s*([^<\s]+)\s*<\/release>/.exec(inPlugin)?.[1];
  const said = direct ?? SETTINGS.map(property).find((one) => one !== undefined);
  const value = said ?? (spring ? property('java.version') : undefined);
  const named = /^\$\{([\w.-]+)\}$/.exec(value ?? '')?.[1];
  const number = named === undefined ? value : property(named);
  return number !== undefined && /^\d+$/.test(number) ? number : undefined;
}
