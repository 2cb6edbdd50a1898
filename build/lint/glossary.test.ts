import { expect, test } from 'vitest';
import { bannedWords, synonymsIn } from './glossary.ts';

const GLOSSARY = `
# Glossary

| French | identifier | banned synonyms |
| --- | --- | --- |
| usager | Citizen | \`Customer\`, \`UserRecord\` |
| guichet | Desk | \`Counter\` |
| agent | Clerk | |

| other | table |
| --- | --- |
| a | \`NotBanned\` |
`;

test('the glossary’s third column bans words and names the one to use', () => {
  expect(bannedWords(GLOSSARY)).toEqual([
    { word: 'Customer', instead: 'Citizen' },
    { word: 'UserRecord', instead: 'Citizen' },
    { word: 'Counter', instead: 'Desk' },
  ]);
});

test('a banned word is found in declared names, in any case, as a whole word', () => {
  const source = [
    'type CustomerName = string;',
    'const oldCounter = 1;',
    'const encountered = 2;',
    'function load(userRecord: string) { return other.customer; }',
    'const user = 1; const record = 2;',
  ].join('\n');
  expect(synonymsIn('a.ts', source, bannedWords(GLOSSARY))).toEqual([
    'a.ts:1: CustomerName: say Citizen, not Customer (shared/GLOSSARY.md)',
    'a.ts:2: oldCounter: say Desk, not Counter (shared/GLOSSARY.md)',
    'a.ts:4: userRecord: say Citizen, not UserRecord (shared/GLOSSARY.md)',
  ]);
});
