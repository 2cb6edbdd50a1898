import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib';
import { readPnm, writePnm } from '#electron/scanning/pixels/pnm.ts';
import { rotate } from '#electron/scanning/pixels/rotate.ts';
import { dice } from '#electron/scanning/testing/paper.ts';

const WORDS = 'le maire la commune une demande votre enfant inscription scolaire justificatif domicile adresse rue du puits service accueil courrier naissance dossier pièces habitants année réunion travaux stationnement école'.split(' ');
const PAPER = 236;
const INK = 40;

/** Invented letters, half a page to a full one, as a scanner sees them: soft, on grey paper, noisy, a little askew. PNM at this resolution. */
export async function scannedLetters(count: number, dpi: number): Promise<readonly Uint8Array[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'plainpied-letters-'));
  try {
    writeFileSync(path.join(folder, 'letters.pdf'), await letters(count));
    spawnSync('pdftoppm', ['-gray', '-r', String(dpi), path.join(folder, 'letters.pdf'), path.join(folder, 'page')]);
    const names = readdirSync(folder).filter((name) => name.endsWith('.pgm')).sort();
    return names.map((name, index) => asScanned(readFileSync(path.join(folder, name)), index));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function letters(count: number): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.TimesRoman);
  const next = dice(11);
  for (let page = 0; page < count; page += 1) {
    const sheet = pdf.addPage([595, 842]);
    const last = 120 + (page % 5) * 90;
    for (let y = 730; y > last; y -= 15.5) {
      if (next() < 0.08) continue;
      let line = '';
      while (line.length < 78) line += `${WORDS[Math.floor(next() * WORDS.length)] ?? ''} `;
      sheet.drawText(line.slice(0, 76), { x: 70, y, size: 11.5, font });
    }
  }
  return pdf.save();
}

/** The optics of a scanner: edges spread over a pixel, paper is not white, ink not black, and nothing is still. */
function asScanned(pnm: Uint8Array, index: number): Uint8Array {
  const clean = readPnm(pnm);
  if (clean === undefined) throw new Error('poppler drew no page');
  const { width, height, data } = rotate(clean, ((index % 7) - 3) * 0.6, 255);
  const next = dice(index + 1);
  const soft = new Uint8Array(data.length);
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      const beside = (data[at - 1] ?? 0) + (data[at + 1] ?? 0) + (data[at - width] ?? 0) + (data[at + width] ?? 0);
      const across = (data[at - width - 1] ?? 0) + (data[at - width + 1] ?? 0) + (data[at + width - 1] ?? 0) + (data[at + width + 1] ?? 0);
      const spread = ((data[at] ?? 0) * 4 + beside * 2 + across) / 16;
      soft[at] = INK + (spread * (PAPER - INK)) / 255 + (next() + next() + next() - 1.5) * 5;
    }
  }
  for (let at = 0; at < soft.length; at += 1) if (soft[at] === 0) soft[at] = PAPER;
  return writePnm({ width, height, channels: 1, data: soft });
}
