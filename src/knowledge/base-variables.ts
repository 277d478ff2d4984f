/**
 * Variables that images of a family set besides those in the records of base images, whose values change with
 * each release. From the Dockerfiles of the official images.
 */
const SET_BY: Readonly<Record<string, RegExp>> = {
  debian: /^$/,
  ubuntu: /^$/,
  alpine: /^$/,
  busybox: /^$/,
  scratch: /^$/,
  'buildpack-deps': /^$/,
  node: /^(NODE|YARN)_VERSION$/,
  python: /^(PYTHON_\w+|GPG_KEY)$/,
  golang: /^(GOLANG_VERSION|GOTOOLCHAIN|GOPATH)$/,
  rust: /^(RUST_VERSION|RUSTUP_HOME|CARGO_HOME)$/,
  'eclipse-temurin': /^(JAVA_\w+|LANG|LANGUAGE|LC_ALL)$/,
  maven: /^((JAVA|MAVEN)_\w+|LANG|LANGUAGE|LC_ALL)$/,
  gradle: /^((JAVA|GRADLE)_\w+|LANG|LANGUAGE|LC_ALL)$/,
  ruby: /^((RUBY|GEM|BUNDLE)_\w+|LANG)$/,
  php: /^(PHP|PHPIZE|GPG|APACHE)_\w+$/,
  nginx: /^((NGINX|NJS|PKG|DYNPKG|ACME)_\w+|ENV_\w+)$/,
};

/** Whether an image of a family may set a variable that its record does not have; for a family without an entry, always. */
export function maySet(family: string, variable: string): boolean {
  return SET_BY[family]?.test(variable) ?? true;
}
