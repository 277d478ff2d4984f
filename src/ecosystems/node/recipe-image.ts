import { DISTROLESS_NODE } from '../../knowledge/releases.ts';
import { type BaseChoice, debianNumber } from '../base-tags.ts';

/** The distroless image of this Node line on the release the user has. */
export function distrolessImage(choice: BaseChoice): { ref: string; debian: number } | undefined {
  const release = debianNumber(choice.release);
  const fits = DISTROLESS_NODE.filter((one) => one.line === choice.line);
  const found = release === undefined ? fits[0] : fits.find((one) => one.debian === release);
  return (
    found && {
      ref: `gcr.io/distroless/nodejs${found.line}-debian${found.debian}:nonroot`,
      debian: found.debian,
    }
  );
}
