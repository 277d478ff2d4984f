import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'curl on a slim image',
      before: `FROM node:22-slim
HEALTHCHECK CMD curl -f http://localhost:3000/health || exit 1
CMD ["node"]
`,
      after: `FROM node:22-slim
HEALTHCHECK CMD node -e "fetch('http://localhost:3000/health').then((r) => process.exit(r.ok ? 0 : 1))"
CMD ["node"]
`,
      at: 'curl',
    },
    {
      title: 'a shell form without a shell',
      before: `FROM gcr.io/distroless/static-debian13
COPY tide /tide
HEALTHCHECK CMD /tide check
ENTRYPOINT ["/tide"]
`,
      after: `FROM gcr.io/distroless/static-debian13
COPY tide /tide
HEALTHCHECK CMD ["/tide", "check"]
ENTRYPOINT ["/tide"]
`,
      at: '/tide check',
    },
  ],
  silent: [
    {
      title: 'another way to ask',
      text: `FROM node:22-slim
HEALTHCHECK CMD curl -f http://localhost:3000/ || node check.js
CMD ["node"]
`,
    },
    {
      title: 'installed',
      text: `FROM node:22-slim
RUN apt-get update && apt-get install -y curl
HEALTHCHECK CMD curl -f http://localhost:3000/ || exit 1
CMD ["node"]
`,
    },
  ],
};
