import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'built on Debian, run on Alpine',
      before: `FROM debian:13 AS build
RUN apt-get update && apt-get install -y gcc libc6-dev
COPY tide.c .
RUN gcc -O2 -o /tide tide.c

FROM alpine:3.23
COPY --from=build /tide /usr/local/bin/tide
CMD ["tide"]
`,
      after: `FROM debian:13 AS build
RUN apt-get update && apt-get install -y gcc libc6-dev
COPY tide.c .
RUN gcc -O2 -static -o /tide tide.c

FROM alpine:3.23
COPY --from=build /tide /usr/local/bin/tide
CMD ["tide"]
`,
      files: { 'tide.c': 'int main(void) { return 0; }\n' },
      at: '"tide"',
    },
  ],
  silent: [
    {
      title: 'a loader for it is installed',
      text: `FROM debian:13 AS build
RUN apt-get update && apt-get install -y gcc libc6-dev
COPY tide.c .
RUN gcc -O2 -o /tide tide.c

FROM alpine:3.23
RUN apk add --no-cache gcompat
COPY --from=build /tide /usr/local/bin/tide
CMD ["tide"]
`,
      files: { 'tide.c': 'int main(void) { return 0; }\n' },
    },
  ],
};
