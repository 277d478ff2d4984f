import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'an archive deleted one RUN too late',
      before: `FROM debian:13-slim
ADD https://example.com/tool.tar.gz /tmp/tool.tar.gz
RUN tar -xzf /tmp/tool.tar.gz -C /opt
RUN rm /tmp/tool.tar.gz
`,
      after: `FROM debian:13-slim
RUN --mount=type=bind,source=tool.tar.gz,target=/tmp/tool.tar.gz tar -xzf /tmp/tool.tar.gz -C /opt
`,
      at: `ADD https://example.com/tool.tar.gz /tmp/tool.tar.gz`,
    },
  ],
  silent: [
    {
      title: 'deleted where it was made',
      text: `FROM debian:13-slim
RUN mkdir /tmp/work && rm -rf /tmp/work
`,
    },
  ],
};
