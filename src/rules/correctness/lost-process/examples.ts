import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'a database for the application',
      before: `FROM python:3.13
RUN apt-get update && apt-get install -y redis-server
RUN service redis-server start
CMD ["python", "-m", "http.server"]
`,
      after: `FROM python:3.13
RUN apt-get update && apt-get install -y redis-server
CMD redis-server --daemonize yes && exec python -m http.server
`,
      at: 'RUN service redis-server start',
    },
  ],
  silent: [
    {
      title: 'used in the same RUN',
      text: `FROM debian:13
RUN apt-get update && apt-get install -y postgresql
RUN service postgresql start && su postgres -c 'createdb harbour'
`,
    },
    {
      title: 'the container starts it; the first start made its directories',
      text: `FROM debian:13
RUN apt-get update && apt-get install -y openssh-server
RUN service ssh start
CMD ["/usr/sbin/sshd", "-D"]
`,
    },
  ],
};
