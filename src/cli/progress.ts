import pc from 'picocolors';
import type { OptimizeProgress } from '../workflow/optimize.ts';
import { formatSeconds, escapeControl, truncate } from '../reports/style.ts';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'] as const;

/** Shows progress events: one live line on a terminal, whole lines elsewhere, nothing when switched off. */
export function showProgress(
  stream: NodeJS.WriteStream,
  how: { color: boolean; width: number },
  wanted: boolean,
): { event: (event: OptimizeProgress) => void; end: () => void } {
  if (!wanted) return { event: () => undefined, end: () => undefined };
  const c = pc.createColors(how.color);
  const live =
    stream.isTTY === true && process.env['CI'] === undefined && process.env['TERM'] !== 'dumb';
  let [current, frame, since, ended] = ['', 0, Date.now(), false];
  const clear = (): void => void (live && stream.write('\r\u001B[K'));
  const draw = (): void => {
    if (!live || current === '') return;
    const waited = (Date.now() - since) / 1000;
    const text = truncate(`${FRAMES[frame++ % FRAMES.length]} ${current}`, how.width - 12);
    stream.write(`\r\u001B[K${c.cyan(text)} ${waited > 2 ? c.dim(formatSeconds(waited)) : ''}`);
  };
  const timer = live ? setInterval(draw, 120) : undefined;
  timer?.unref();
  return {
    event(event) {
      if (ended) return;
      const text = `${event.step.padEnd(8)}  ${escapeControl(event.text)}`;
      if (event.done === true) {
        clear();
        current = '';
        const took = event.seconds === undefined ? '' : c.dim(`  ${formatSeconds(event.seconds)}`);
        stream.write(`${c.green('✓')} ${text}${took}\n`);
        return;
      }
      if (text !== current) since = Date.now();
      current = text;
      draw();
    },
    end() {
      clear();
      ended = true;
      if (timer !== undefined) clearInterval(timer);
    },
  };
}
