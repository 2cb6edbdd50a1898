import type { Survey } from './survey.ts';

/** A survey as lines for a person of the IT department. */
export function surveyLines({ segments, missingSeqs, setAside, damages, opened }: Survey): readonly string[] {
  const lines = segments.map(({ name, bytes, records, firstSeq, lastSeq }) => `segment  ${name}  ${bytes} bytes  ${records} records  seq ${firstSeq ?? '-'} to ${lastSeq ?? '-'}`);
  if (segments.length === 0) lines.push('no segment');
  for (const gap of missingSeqs) lines.push(`missing  seq ${gap}`);
  for (const { kind, segment, offset, bytes } of damages) lines.push(`damage   ${kind}  ${segment} at ${offset}, ${bytes} bytes`);
  for (const name of setAside) lines.push(`aside    ${name}`);
  if (opened === null) return [...lines, 'sealed   kinds and answers are read with a key only'];
  lines.push(`kinds    ${counts(opened.kinds)}`, `time     ${opened.firstRecordedAt ?? '-'} to ${opened.lastRecordedAt ?? '-'}`);
  lines.push(`unsent   ${counts(opened.unacknowledged)}`, `refused  ${counts(opened.parked)}`);
  return lines;
}

export function counts(of: Readonly<Record<string, number | undefined>>): string {
  const entries = Object.entries(of);
  return entries.length === 0 ? 'none' : entries.map(([name, count]) => `${name} ${count ?? 0}`).join(', ');
}
