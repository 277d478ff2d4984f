import type { HereDoc, Redirection } from 'unbash';
import type { MappedText, Span } from '../text/span.ts';
import type { ShellHeredoc, ShellRedirect, WordPart } from './types.ts';
import { heredocLines } from './unquote.ts';
import { type Conversion, convertParts, convertWord } from './words.ts';

/** Converts a redirection of the library into ours. */
export function convertRedirect(one: Redirection, how: Conversion): ShellRedirect {
  const fd = one.descriptor?.type === 'FileDescriptor' ? { fd: one.descriptor.value } : {};
  const span = how.place(one.pos, one.end);
  if (one.type === 'HereDoc')
    return { operator: one.operator, ...fd, heredoc: new ParsedHeredoc(one, how), span };
  const target = one.target ? { target: convertWord(one.target, how) } : {};
  return { operator: one.operator, ...fd, ...target, span };
}

/** A heredoc whose text is looked at when it is asked for. */
class ParsedHeredoc implements ShellHeredoc {
  readonly delimiter: string;
  readonly expand: boolean;
  private readonly node: HereDoc;
  private readonly how: Conversion;
  private known: readonly WordPart[] | undefined;

  constructor(node: HereDoc, how: Conversion) {
    this.delimiter = node.delimiter?.value ?? '';
    this.expand = node.delimiter?.quoted !== true;
    this.node = node;
    this.how = how;
    this.known = undefined;
  }

  private get tabs(): boolean {
    return this.node.operator === '<<-';
  }

  get text(): string {
    const { pos, end } = this.node.body;
    const text = this.how.source.slice(pos, end);
    return this.tabs ? text.replaceAll(/^\t+/gm, '') : text;
  }

  get parts(): readonly WordPart[] {
    return (this.known ??= this.convert());
  }

  private convert(): readonly WordPart[] {
    const { parts } = this.node.body;
    if (!this.expand || !parts) return [{ kind: 'text', value: this.text, quoted: true }];
    const all = convertParts(parts, true, this.how);
    return this.tabs ? all.map((part, index) => withoutTabs(part, index === 0)) : all;
  }

  get mapped(): MappedText | undefined {
    const { body } = this.node;
    const how = { tabs: this.tabs, expand: this.expand };
    return heredocLines(this.how.source, { start: body.pos, end: body.end }, how, this.how.place);
  }

  get span(): Span {
    return this.how.place(this.node.body.pos, this.node.body.end);
  }

  toJSON(): ShellHeredoc {
    const { delimiter, text, expand, parts, span } = this;
    return { delimiter, text, expand, parts, span };
  }
}

function withoutTabs(part: WordPart, first: boolean): WordPart {
  if (part.kind !== 'text') return part;
  return { ...part, value: part.value.replaceAll(first ? /^\t+/gm : /(?<=\n)\t+/g, '') };
}
