import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'an ENTRYPOINT in shell form',
      before: `FROM python:3.13-slim
COPY tide.py .
ENTRYPOINT python tide.py
CMD ["--level", "high"]
`,
      after: `FROM python:3.13-slim
COPY tide.py .
ENTRYPOINT ["python", "tide.py"]
CMD ["--level", "high"]
`,
      at: 'CMD ["--level", "high"]',
    },
    {
      title: 'a shell that hands nothing on',
      before: `FROM python:3.13-slim
COPY tide.py .
CMD ["--level", "high"]
ENTRYPOINT ["sh", "-c", "exec python tide.py"]
`,
      after: `FROM python:3.13-slim
COPY tide.py .
CMD ["--level", "high"]
ENTRYPOINT ["sh", "-c", "exec python tide.py \\"$@\\"", "--"]
`,
      at: 'CMD ["--level", "high"]',
    },
  ],
  silent: [
    {
      title: 'the line uses its words',
      text: `FROM python:3.13-slim
COPY tide.py .
ENTRYPOINT exec python tide.py $0 $@
CMD ["--level", "high"]
`,
    },
    {
      title: 'the CMD of the base is gone',
      text: `FROM python:3.13-slim
COPY tide.py .
ENTRYPOINT python tide.py
`,
    },
  ],
};
