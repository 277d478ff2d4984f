import { nodeTools } from '../node-tools.ts';

/**
 * Names that Dockerfiles, scripts and health checks call most: what of these an image's list of
 * programs does not have is known to be absent. Nothing that only some builds of an image have.
 */
const NAMED = `
  ansible apache2 apt apt-get apk autoconf automake bash bun bundle cargo ccache chromium clang cmake
  composer conda convert corepack cron curl dnf docker dotnet dumb-init envsubst ffmpeg file g++ gcc
  gdb gem git git-lfs go gosu gpg gradle gunicorn hg htop httpd identify java javac jq kubectl less
  make meson mix mvn mysql mysqldump nano nginx ninja node npm npx openssl patch perl php pip pip3
  pipenv pkg-config pm2 pnpm poetry protoc ps psql pwsh python python3 redis-cli rsync ruby rustc scp
  sh socat sqlite3 ssh strace su-exec sudo supervisord svn tini top tree unzip uv uvicorn vim wget xz
  yarn yum zip zsh
`
  .split(/\s+/)
  .filter((name) => name !== '');

/** The names above, and those that packages of npm bring. */
export const COMMON_PROGRAMS: readonly string[] = [...new Set([...NAMED, ...nodeTools()])];
