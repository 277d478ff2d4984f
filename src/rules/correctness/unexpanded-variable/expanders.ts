/** Shells and programs with a language of their own, in which a dollar sign means something. */
const LANGUAGES =
  /^((ba|da|a|k|z|c|tc|fi)?sh|busybox|pwsh|powershell(\.exe)?|cmd(\.exe)?|env|envsubst|[gmn]?awk|sed|perl|[ef]?grep|rg|jq|yq|nginx|make|expect|find|xargs|eval|supervisord|dockerize|gomplate|confd|consul-template|s6-\w+|su|su-exec-sh|runuser|script|watch|entr|sqlite3|psql|mysql|mongo(sh)?|redis-cli|openssl|otelcol\S*|fluent-bit|vector|logstash|envoy|caddy|java)$/;
/** Interpreters, and the options behind which code stands. */
const INTERPRETERS =
  /^(node|nodejs|bun|deno|python[\d.]*|ruby|php[\d.]*|lua|Rscript|julia|elixir|iex)$/;
const CODE = /^-(e|c|p|r|-eval|-print|E|-run)$/;
const WRAPPERS = /^(tini|dumb-init|catatonit|gosu|su-exec|exec|nice|nohup|timeout|time)$/;

/** Whether what a command gets at an index may be read as code or as a template by the program itself. */
export function expandsItself(words: readonly string[], index: number): boolean {
  const program = programAt(words);
  if (index <= program) return false;
  const name = nameOf(words[program]);
  if (LANGUAGES.test(name)) return !isOption(name, words, index);
  return INTERPRETERS.test(name) && words.slice(program + 1, index).some((word) => CODE.test(word));
}

/** java reads what stands before `-jar` and the main class itself, and knows no variables. */
function isOption(name: string, words: readonly string[], index: number): boolean {
  if (name !== 'java') return false;
  const word = words[index] ?? '';
  return word.startsWith('$') || words[index - 1] === '-jar' || word.startsWith('-X');
}

function programAt(words: readonly string[]): number {
  let at = 0;
  while (at + 1 < words.length && WRAPPERS.test(nameOf(words[at]))) {
    at += 1;
    while (at + 1 < words.length && words[at]?.startsWith('-') === true) at += 1;
  }
  return at;
}

function nameOf(word: string | undefined): string {
  return word?.split('/').at(-1) ?? '';
}
