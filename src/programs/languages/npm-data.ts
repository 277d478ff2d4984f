import { type OptionSpec, optionSpec } from '../options.ts';

/** From the manuals of npm 11, Yarn 1 and 4, pnpm 10 and Bun 1; npm takes any of its settings as an option. */
export const NPM_OPTIONS: OptionSpec = optionSpec(
  `-g --global -S --save --no-save -D --save-dev -O --save-optional -P --save-prod --save-peer -E --save-exact --save-bundle -B --omit= --include= --only= --also= --production --prod --dev --no-dev --legacy-peer-deps --strict-peer-deps --strict-peer-dependencies --no-strict-peer-dependencies --prefer-dedupe --package-lock --no-package-lock --package-lock-only --lockfile-only --foreground-scripts --ignore-scripts --no-ignore-scripts --ignore-optional --ignore-engines --ignore-platform --audit --no-audit --bin-links --no-bin-links --fund --no-fund --dry-run -w= --workspace= --workspaces -ws --include-workspace-root --install-links --install-strategy= --global-style --legacy-bundling --no-optional --optional --no-progress --progress --no-color --color --unsafe-perm --no-update-notifier --update-notifier --build-from-source -f --force --no-shrinkwrap --no-engine-strict --engine-strict --no-strict-ssl --strict-ssl --link --no-link
  --prefix= -C= --registry= --cache= --loglevel= -s -q -d -dd -ddd --silent --quiet --verbose --verbose-stack --userconfig= --globalconfig= --location= -l --fetch-timeout= --fetch-retries= --fetch-retry-mintimeout= --fetch-retry-maxtimeout= --network-concurrency= --network-timeout= --maxsockets= --prefer-offline --offline --prefer-online --cache-min= --tag= --arch= --platform= --cpu= --os= --libc= --target= --runtime= --disturl= --node-options= --script-shell= --if-present -y --yes --no --call= -c= --package= -p= -v --version --help -h --json --depth= --no-git-tag-version --allow-same-version --parseable --long --otp= --access= --before= --no-bin --scripts-prepend-node-path --no-scripts
  --frozen-lockfile --no-frozen-lockfile --pure-lockfile --no-lockfile --check-files --check-cache --skip-integrity-check --update-checksums --flat --har --cwd= --cache-folder= --modules-folder= --mutex= --non-interactive --no-default-rc --use-yarnrc= --link-folder= --global-folder= --preferred-cache-folder= --no-node-version-check --focus --link-duplicates --exact --tilde --peer --all -A --mirror --immutable --immutable-cache --inline-builds --mode= --json --refresh-lockfile -T --top-level -W --ignore-workspace-root-check --emoji --no-emoji --pattern= --version= --registry
  -r --recursive --filter= -F= --dir= --store-dir= --virtual-store-dir= --workspace-root --shamefully-hoist --hoist --no-hoist --side-effects-cache --reporter= --resolution-only --fix-lockfile --merge-git-branch-lockfiles --ignore-workspace --ignore-pnpmfile --aggregate-output --stream --parallel --sort --no-sort --no-bail --bail --child-concurrency= --legacy --use-node-version= --shared-workspace-lockfile --node-linker= --public-hoist-pattern= --package-import-method= --trust-lockfile --prod-only --config.shamefully-hoist --allow-build= --dangerously-allow-all-builds --use-stderr --loglevel
  --backend= --linker= --trust --no-cache --no-verify --no-summary --yarn -a -i --interactive --latest -L --minify --outfile= --outdir= --compile --target --sourcemap --bun -b --hot --watch --env-file= --production=`,
);

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
/** Actions that only look. */
export const QUIET: ReadonlySet<string> = words(
  'store version audit fund ls list ll la root bin view info show outdated why explain prefix ping whoami doctor search help docs repo bugs home query licenses licences sbom completion pm versions check autoclean',
);
/** Actions that change settings, of the user or of the project. */
export const SETTINGS: ReadonlySet<string> = words(
  'config c set get login adduser logout token team owner access plugin policies',
);
/** Actions that work on what is installed, as the project or the network says. */
export const REWORKS: ReadonlySet<string> = words(
  'rebuild rb dedupe ddp link ln update up upgrade upgrade-interactive unlink import deploy pack publish pkg shrinkwrap init create innit patch patch-commit fetch unplug approve-builds workspaces setup self-update env',
);
/** Actions that run a program of the project, or one from the registry. */
export const RUNS: ReadonlySet<string> = words(
  'exec x dlx create workspace workspaces-foreach foreach node explore recursive multi m bunx',
);
