/**
 * Cuts a text into lines of at most `columns` characters. Only at ordinary spaces: a no-break space stays
 * where it is, and a word longer than a line is cut after the last hyphen that fits, else where the line ends.
 * No character but the spaces at line ends is lost. Line breaks in the text are kept.
 */
export function wrap(text: string, columns: number): readonly string[] {
  if (!Number.isInteger(columns) || columns < 1) throw new Error('columns must be a positive whole number');
  return text.split('\n').flatMap((paragraph) => wrapParagraph(paragraph, columns));
}

/** As `wrap`, the first line after `lead` and the others `indent` characters in, under its end unless told: lists and labels. */
export function wrapHanging(lead: string, text: string, columns: number, indent = lead.length): readonly string[] {
  const width = columns - Math.max(lead.length, indent);
  if (width < 8) return wrap(lead + text, columns);
  return wrap(text, width).map((line, index) => (index === 0 ? lead : ' '.repeat(indent)) + line);
}

function wrapParagraph(paragraph: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of paragraph.split(' ').filter((part) => part !== '')) {
    if (line !== '' && line.length + 1 + word.length <= columns) {
      line += ` ${word}`;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = cut(word, columns);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  return [...lines, line];
}

function cut(word: string, columns: number): string[] {
  const pieces: string[] = [];
  let rest = word;
  while (rest.length > columns) {
    const length = rest.lastIndexOf('-', columns - 1) + 1 || columns;
    pieces.push(rest.slice(0, length));
    rest = rest.slice(length);
  }
  return [...pieces, rest];
}
