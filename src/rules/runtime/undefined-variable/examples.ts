import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'a name mistyped',
      before: `FROM debian:13-slim
ENV APP_HOME=/srv/app
WORKDIR $APP_HOEM
`,
      after: `FROM debian:13-slim
ENV APP_HOME=/srv/app
WORKDIR $APP_HOME
`,
      at: `$APP_HOEM`,
    },
  ],
  silent: [
    {
      title: 'set by the base image',
      text: `FROM golang:1.26
ENV GOBIN=$GOPATH/bin
`,
    },
    {
      title: 'declared before',
      text: `FROM debian:13-slim
ARG VERSION
ENV VERSION=$VERSION
`,
    },
    {
      title: 'a shell variable',
      text: `FROM debian:13-slim
RUN for x in 1 2; do echo $x; done
`,
    },
  ],
};
