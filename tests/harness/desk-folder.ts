import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { composeReceipt } from '#shared/domain/receipt/compose-receipt.ts';
import type { Attachment } from '#shared/domain/document/attachment.ts';
import type { Enrolment } from '#shared/contracts/grc-api/wire.ts';
import type { Intent } from '#shared/sync/intent.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import { ok } from '#shared/lib/result.ts';
import { openAttachments } from '#electron/attachments/attachment-store.ts';
import { openJournal, type Journal, type SealContext } from '#electron/journal/journal.ts';
import { journalKey } from '#electron/journal/record-codec.ts';
import { openKeyStore, type Keyring } from '#electron/keys/key-store.ts';
import { openDeskRecord } from '#electron/session/desk-record.ts';
import { enrolDesk } from '#electron/session/grc-account.ts';
import { DEMO_CLERKS } from '#electron/embedded-grc/seed/demo-town.ts';

export const DESK_PASSPHRASE = 'une phrase à retenir';
const noKeyring: Keyring = { isEncryptionAvailable: () => false, encryptString: () => Buffer.alloc(0), decryptString: () => '' };

/** The town hall's recovery key, made for one run. */
export function recoveryPair(): { readonly publicKey: string; readonly privateKey: string } {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { publicKey: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(), privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

export type MadeDesk = {
  readonly folder: string;
  readonly journal: Journal;
  readonly enrolment: Enrolment;
  /** Seals a visit about a new person with one file; answers its demande's id. */
  readonly visit: (person: string, file: Uint8Array) => Promise<string>;
  readonly context: () => SealContext;
};

/** A desk's folder as the application makes it, by the application's own parts, enrolled with a GRC over HTTP. */
export async function makeDeskFolder(folder: string, grc: { readonly url: string; readonly enrolmentCode: string }, recoveryPublicKey: string): Promise<MadeDesk> {
  const store = openKeyStore({ file: join(folder, 'keys.json'), keyring: noKeyring, recoveryPublicKey, nowMs: Date.now() });
  await store.open(DESK_PASSPHRASE);
  const keys = store.keys();
  if (keys === undefined) throw new Error('the keys did not open');
  const record = openDeskRecord(join(folder, 'desk.sealed'), keys.deskRecord, newId, Date.now());
  const enrolled = await enrolDesk(
    ({ method, path, headers, body }) => fetch(`${grc.url}/v1${path}`, { method, headers: { ...headers, authorization: `Bearer ${grc.enrolmentCode}` }, body: String(body) }),
    grc.enrolmentCode, { deskUid: record.get().deskUid, label: 'Essai', version: '0' },
  );
  if (!enrolled.ok) throw new Error(`not enrolled: ${enrolled.refusal.code}`);
  record.update({ enrolment: enrolled.value });
  const enrolment = enrolled.value;
  const journal = openJournal({ dir: join(folder, 'journal'), key: journalKey(keys.journal), composeReceipt, randomBytes, openedAtMs: Date.now(), reserveBytes: 0 });
  const attachments = openAttachments({
    dir: join(folder, 'attachments'),
    key: keys.attachment,
    inspector: {
      inspect: (bytes) => Promise.resolve(ok({ mediaType: 'image/png', pageCount: 1, sha256: createHash('sha256').update(bytes).digest('hex') })),
      tiffPreview: () => Promise.resolve(undefined),
      close: () => undefined,
    },
  });
  const context = (): SealContext => contextOf(enrolment);
  return {
    folder,
    journal,
    enrolment,
    context,
    visit: async (person, file) => {
      const added = await attachments.add(newId(), file, 'image/png', 'Photo');
      if (!added.ok) throw new Error('the file was refused');
      const intent = visitOf(person, [added.value]);
      const sealed = await journal.recordIntent(intent, context());
      if (!sealed.ok) throw new Error(`not sealed: ${sealed.refusal.code}`);
      return intent.request.id;
    },
  };
}

export function newId(): string {
  return uuidv7(Date.now(), randomBytes(10));
}

function contextOf({ deskId, site, desk, label, town }: Enrolment): SealContext {
  const [clerk] = DEMO_CLERKS;
  if (clerk === undefined) throw new Error('no clerk');
  return {
    captured: { clerk: { id: clerk.id, name: clerk.name, title: clerk.title }, deskId, site, desk, at: new Date().toISOString(), zone: 'Europe/Paris' },
    desk: { site, desk, label, town },
    lastServer: undefined,
    nowMs: Date.now(),
  };
}

function visitOf(birthName: string, attachments: readonly Attachment[]): Extract<Intent, { kind: 'visit' }> {
  const citizen = { id: newId(), birthName, firstNames: 'Élodie', phones: [], emails: [] };
  return {
    kind: 'visit',
    opId: newId(),
    citizens: [{ opId: newId(), citizen }],
    request: {
      id: newId(),
      procedureCode: 'danger',
      procedureVersion: 1,
      procedureTitle: 'Signaler un danger dans la rue',
      departmentCode: 'VOI',
      channel: 'counter',
      applicant: { citizenId: citizen.id, displayName: `${birthName} Élodie` },
      beneficiaries: [],
      form: { place: 'rue du Puits', kind: 'tree' },
      documents: [],
      attachments,
      trackingToken: randomBytes(16).toString('base64url'),
    },
    department: { code: 'VOI', name: 'Voirie', postalAddress: '1 place de la Mairie', phone: '01 99 00 00 02' },
    receipt: 'none',
  };
}
