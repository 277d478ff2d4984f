import { describe, expect, test } from 'vitest';
import { readModule } from './module.ts';
import { pyProject } from './project.ts';
import { writesOf } from './writes.ts';

function writes(text: string, more: Readonly<Record<string, string>> = {}): readonly string[] {
  const others = Object.entries(more).map(([file, source]) => readModule(file, source));
  const project = pyProject('.', [readModule('app.py', text), ...others]);
  return writesOf(project).map((one) => one.value);
}

describe('paths the code writes', () => {
  test('a constant made of the file’s own directory', () => {
    expect(
      writes(`DB = os.path.join(os.path.dirname(__file__), "notes.db")\nsqlite3.connect(DB)\n`),
    ).toEqual(['notes.db']);
  });

  test('a part at the end that nobody knows leaves the directory', () => {
    const text = `UPLOADS = "uploads"\ndef up():\n    f.save(os.path.join(UPLOADS, f.filename))\n`;
    expect(writes(text)).toEqual(['uploads']);
  });

  test('pathlib, parents and constants of another module', () => {
    const config = `from pathlib import Path\nROOT = Path(__file__).resolve().parent.parent\nDATA: Path = ROOT / "data"\n`;
    const text = `from shop.config import DATA\nDATA.mkdir(exist_ok=True)\n(DATA / "cache").mkdir()\n`;
    expect(writes(text, { 'shop/config.py': config })).toEqual(['data', 'data/cache']);
  });

  test('the default of a variable, settings of Flask, addresses that are put together', () => {
    expect(writes(`OUT = os.getenv("OUT", "out") \nos.makedirs(OUT)\n`)).toEqual(['out']);
    expect(writes(`os.makedirs(os.environ.get("A") or "b")\n`)).toEqual(['b']);
    expect(writes(`app.config["UPLOAD_FOLDER"] = "static/up"\n`)).toEqual(['static/up']);
    const sum = `base = os.path.abspath(os.path.dirname(__file__))\nURI = 'sqlite:///' + os.path.join(base, 'app.db')\n`;
    expect(writes(sum)).toEqual(['app.db']);
    expect(writes(`B = "var"\nURI = f"sqlite:///{B}/app.db"\n`)).toEqual(['var/app.db']);
  });

  test('what is not known says nothing, and names that lead in a circle end', () => {
    expect(writes(`os.makedirs(path)\nopen(name, "w")\n`)).toEqual([]);
    expect(writes(`A = B\nB = A\nos.makedirs(A)\n`)).toEqual([]);
    expect(writes(`os.makedirs("..")\nos.makedirs(("(" * 9\n`)).toEqual([]);
  });
});
