import { nodeTools } from '../node-tools.ts';

/**
 * Names that Dockerfiles, scripts and health checks call most: what of these an image's list of
 * programs does not have is known to be absent. Nothing that only some builds of an image have.
 */
const NAMED = `
  add-apt-repository addgroup adduser alembic ansible apache2 apk apt apt-get autoconf automake
  bash bun bundle cargo ccache cd celery chromium clang cmake composer conda convert corepack cron
  curl daphne dig django-admin dnf docker dos2unix dotnet dumb-init envsubst exec export
  fastapi ffmpeg file flask forever g++ gcc gdb gem git git-lfs go gosu gpg gradle
  groupadd gunicorn hg htop http-server httpd hypercorn identify ifconfig ip java javac jekyll
  jq kubectl less lsb_release lsof make meson microdnf mix mvn mysql mysqldump nano nc ncat nest
  netcat netstat next nginx ninja node nodemon npm npx nslookup nuxt openssl pacman patch perl php
  ping pip pip3 pipenv pkg-config pm2 pnpm poetry protoc ps psql puma pwsh pytest python python3
  rackup rails redis-cli rsync ruby rustc scp serve sh socat source sqlite3 ssh strace streamlit
  su-exec sudo supervisord svn tcpdump telnet tini top tree ts-node tsx unzip useradd
  usermod uv uvicorn uwsgi vim vite wait-for-it wait-for-it.sh waitress-serve wget xz yarn yum zip
  zsh zypper
  pm2-runtime json-server live-server concurrently cross-env webpack-dev-server dramatiq jupyter-lab chainlit mkdocs
`
  .split(/\s+/)
  .filter((name) => name !== '');

/** The names above, and those that packages of npm bring. */
export const COMMON_PROGRAMS: readonly string[] = [...new Set([...NAMED, ...nodeTools()])];
