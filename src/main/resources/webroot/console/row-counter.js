/**
 * How many rows of an export have been received, or messages of the ledger, of which each may have several rows. Bytes
 * come in chunks that end anywhere.
 */
export function rowCounter(form) {
  switch (form) {
    case 'csv':
      return new CsvCounter();
    case 'xlsx':
      return new MarkCounter();
    default:
      return new LineCounter();
  }
}

const LINE_END = 0x0a;
const QUOTE = 0x22;
const COMMA = 0x2c;

class LineCounter {
  count = 0;

  add(bytes) {
    for (let i = bytes.indexOf(LINE_END); i >= 0; i = bytes.indexOf(LINE_END, i + 1)) this.count++;
  }
}

/** Rows that begin with the same cell belong together: a message is told by its seq, which comes first. */
class CsvCounter {
  #rows = 0;
  #quoted = false;
  /** Of the first cell: a sum that differs if the cell does. */
  #first = 0;
  #before = NaN;
  #inFirst = true;

  /** Without the header. */
  get count() {
    return Math.max(this.#rows - 1, 0);
  }

  add(bytes) {
    for (const byte of bytes) {
      if (byte === QUOTE) this.#quoted = !this.#quoted;
      if (byte === LINE_END && !this.#quoted) this.#endRow();
      else if (byte === COMMA && !this.#quoted) this.#inFirst = false;
      else if (this.#inFirst) this.#first = (Math.imul(this.#first, 31) + byte) | 0;
    }
  }

  #endRow() {
    if (this.#first !== this.#before) this.#rows++;
    this.#before = this.#first;
    this.#first = 0;
    this.#inFirst = true;
  }
}

/** A workbook is packed, but after each thousand the server leaves a mark in the packing. */
class MarkCounter {
  static #MARKED = 1000;
  static #MARK = 0x0000ffff;

  count = 0;
  #last = 0x01010101;

  add(bytes) {
    for (const byte of bytes) {
      this.#last = ((this.#last << 8) | byte) >>> 0;
      if (this.#last === MarkCounter.#MARK) this.count += MarkCounter.#MARKED;
    }
  }
}
