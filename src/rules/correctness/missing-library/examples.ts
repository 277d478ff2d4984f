import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'C++ on distroless/base',
      before: `FROM debian:12 AS build
RUN apt-get update && apt-get install -y g++
COPY quay.cpp .
RUN g++ -O2 -o /quay quay.cpp

FROM gcr.io/distroless/base-debian12
COPY --from=build /quay /quay
CMD ["/quay"]
`,
      after: `FROM debian:12 AS build
RUN apt-get update && apt-get install -y g++
COPY quay.cpp .
RUN g++ -O2 -o /quay quay.cpp

FROM gcr.io/distroless/cc-debian12
COPY --from=build /quay /quay
CMD ["/quay"]
`,
      files: { 'quay.cpp': '#include <iostream>\nint main() { std::cout << 1; }\n' },
      at: '"/quay"',
    },
  ],
  silent: [
    {
      title: 'the library comes with a package nobody has opened',
      text: `FROM debian:12 AS build
RUN apt-get update && apt-get install -y gcc libpq-dev
COPY quay.c .
RUN gcc -O2 -o /quay quay.c -lpq

FROM debian:12-slim
RUN apt-get update && apt-get install -y postgresql-client
COPY --from=build /quay /quay
CMD ["/quay"]
`,
      files: { 'quay.c': 'int main(void) { return 0; }\n' },
    },
  ],
};
