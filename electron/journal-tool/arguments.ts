import { parseArgs } from 'node:util';

export const COMMANDS = ['inspect', 'export', 'replay', 'reopen', 'decommission'] as const;
export type Command = (typeof COMMANDS)[number];

export type ToolArguments = {
  readonly command: Command;
  /** The desk's own folder, or the data folder that holds it. */
  readonly desk: string | undefined;
  readonly data: string | undefined;
  readonly recoveryKey: string | undefined;
  readonly passphraseFile: string | undefined;
  readonly newPassphraseFile: string | undefined;
  readonly publicKey: string | undefined;
  readonly to: string | undefined;
  readonly from: string | undefined;
  readonly grc: string | undefined;
  readonly enrolmentCode: string | undefined;
  readonly content: boolean;
  readonly json: boolean;
};

export const USAGE = `journal inspect       [--desk FOLDER] [KEY] [--content] [--json]
journal export        [--desk FOLDER] KEY --to FILE [--public-key PEM]
journal replay        [--desk FOLDER] KEY [--grc URL] [--enrolment-code CODE]
journal replay        --from EXPORT --recovery-key PEM --grc URL [--enrolment-code CODE]
journal reopen        [--desk FOLDER] --recovery-key PEM --new-passphrase-file FILE
journal decommission  [--desk FOLDER] KEY

KEY is one of: --recovery-key PEM, --passphrase-file FILE (- reads the standard input); without it, the keyring of this
user where the application itself runs the command. FOLDER is a desk-... folder; without it, the only one of the data
folder (--data FOLDER).`;

/** Undefined when the words make no command. */
export function readArguments(words: readonly string[]): ToolArguments | undefined {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        'desk': text, 'data': text, 'recovery-key': text, 'passphrase-file': text, 'new-passphrase-file': text, 'public-key': text,
        'to': text, 'from': text, 'grc': text, 'enrolment-code': text, 'content': flag, 'json': flag,
      },
    });
    const [word, ...more] = positionals;
    const command = COMMANDS.find((known) => known === word);
    if (command === undefined || more.length > 0) return undefined;
    return {
      command,
      desk: values.desk,
      data: values.data,
      recoveryKey: values['recovery-key'],
      passphraseFile: values['passphrase-file'],
      newPassphraseFile: values['new-passphrase-file'],
      publicKey: values['public-key'],
      to: values.to,
      from: values.from,
      grc: values.grc,
      enrolmentCode: values['enrolment-code'],
      content: values.content,
      json: values.json,
    };
  } catch {
    return undefined;
  }
}
