/** Where a server listens, by its manual. */
export interface ServerPorts {
  /** When nothing says otherwise. */
  readonly port: number;
  /** Options with a port, `host:port` or an address behind them. */
  readonly options: readonly string[];
  /** Variables that hold a port. */
  readonly variables: readonly string[];
  /** Options and variables after which nobody can tell. */
  readonly blind: readonly string[];
  /** Files in the working directory that may set another one. */
  readonly files: readonly string[];
  /** The first word that must follow: `flask run`. */
  readonly action?: string;
}

function server(parts: Partial<ServerPorts> & Pick<ServerPorts, 'port'>): ServerPorts {
  return { options: [], variables: [], blind: [], files: [], ...parts };
}

/** By the manuals of gunicorn 23, uvicorn 0.34, hypercorn 0.17, Flask 3, Streamlit 1.40, daphne 4, waitress 3. */
export const SERVER_PORTS: Readonly<Record<string, ServerPorts>> = {
  gunicorn: server({
    port: 8000,
    options: ['-b', '--bind'],
    variables: ['PORT'],
    blind: ['-c', '--config', '--paste', '--paster', 'GUNICORN_CMD_ARGS'],
    files: ['gunicorn.conf.py'],
  }),
  uvicorn: server({
    port: 8000,
    options: ['--port'],
    variables: ['UVICORN_PORT'],
    blind: ['--uds', '--fd', '--env-file'],
  }),
  hypercorn: server({
    port: 8000,
    options: ['-b', '--bind'],
    blind: ['-c', '--config', '--insecure-bind', '--quic-bind'],
  }),
  flask: server({
    port: 5000,
    action: 'run',
    options: ['-p', '--port'],
    variables: ['FLASK_RUN_PORT'],
    files: ['.env', '.flaskenv'],
  }),
  fastapi: server({ port: 8000, action: 'run', options: ['--port'] }),
  streamlit: server({
    port: 8501,
    action: 'run',
    options: ['--server.port'],
    variables: ['STREAMLIT_SERVER_PORT'],
    files: ['.streamlit/config.toml'],
  }),
  daphne: server({
    port: 8000,
    options: ['-p', '--port'],
    blind: ['-e', '--endpoint', '-u', '--unix-socket', '--fd'],
  }),
  'waitress-serve': server({
    port: 8080,
    options: ['--port', '--listen'],
    blind: ['--unix-socket'],
  }),
};
