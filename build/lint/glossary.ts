import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import ts from 'typescript';
import { sourceFiles } from './source-files.ts';

/** A word that the glossary forbids in identifiers, and the one to use instead. */
export type BannedWord = { readonly word: string; readonly instead: string };

/** Identifiers of the product that use a synonym which shared/GLOSSARY.md forbids; nothing without a glossary. */
export async function glossaryViolations(root: string): Promise<readonly string[]> {
  const glossary = path.join(root, 'shared', 'GLOSSARY.md');
  if (!existsSync(glossary)) return [];
  const banned = bannedWords(await readFile(glossary, 'utf8'));
  const files = await sourceFiles(root, ['shared', 'electron', 'renderer']);
  const found = await Promise.all(files.map(async (file) => synonymsIn(file, await readFile(path.join(root, file), 'utf8'), banned)));
  return found.flat();
}

/** The words of the column `banned synonyms`, in backquotes, of every table that has one beside `identifier`. */
export function bannedWords(glossary: string): readonly BannedWord[] {
  const banned: BannedWord[] = [];
  let columns: { identifier: number; synonyms: number } | undefined;
  for (const line of glossary.split('\n')) {
    if (!line.startsWith('|')) { columns = undefined; continue; }
    const cells = line.split('|').slice(1, -1).map((cell) => cell.trim());
    const identifier = cells.findIndex((cell) => /^identifier/i.test(cell));
    const synonyms = cells.findIndex((cell) => /banned/i.test(cell));
    if (identifier >= 0 && synonyms >= 0) { columns = { identifier, synonyms }; continue; }
    if (columns === undefined) continue;
    for (const match of (cells[columns.synonyms] ?? '').matchAll(/`(\w+)`/g)) {
      banned.push({ word: match[1] ?? '', instead: (cells[columns.identifier] ?? '').replaceAll('`', '') });
    }
  }
  return banned;
}

/** Declared names only: what a library or the platform calls its things is not ours to rename. */
export function synonymsIn(file: string, source: string, banned: readonly BannedWord[]): readonly string[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const name = declaredName(node);
    const words = name === undefined ? [] : wordsOf(name.text);
    for (const { word, instead } of banned) {
      if (name !== undefined && containsRun(words, wordsOf(word))) {
        found.push(`${file}:${tree.getLineAndCharacterOfPosition(name.getStart()).line + 1}: ${name.text}: say ${instead}, not ${word} (shared/GLOSSARY.md)`);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function declaredName(node: ts.Node): ts.Identifier | undefined {
  const declares = ts.isVariableDeclaration(node) || ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node)
    || ts.isTypeAliasDeclaration(node) || ts.isParameter(node) || ts.isPropertySignature(node) || ts.isPropertyDeclaration(node)
    || ts.isMethodDeclaration(node) || ts.isMethodSignature(node);
  return declares && node.name !== undefined && ts.isIdentifier(node.name) ? node.name : undefined;
}

/** `desk_number`, `DeskNumber` and `deskNumber` are the words desk, number. */
function wordsOf(name: string): readonly string[] {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase().split(/[_$]+/).filter((word) => word !== '');
}

function containsRun(words: readonly string[], run: readonly string[]): boolean {
  return run.length > 0 && words.some((_, start) => run.every((word, offset) => words[start + offset] === word));
}
