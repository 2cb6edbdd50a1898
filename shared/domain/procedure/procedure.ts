import { z } from 'zod';
import { isoDaySchema } from '#shared/lib/dates.ts';

export const channelSchema = z.enum(['counter', 'mail', 'web', 'email', 'phone', 'sms']);
export type Channel = z.infer<typeof channelSchema>;

/** Shown only while another field of the form equals a value; conditions are data, never code. */
export const visibleWhenSchema = z.object({ field: z.string(), equals: z.union([z.string(), z.number(), z.boolean()]) }).readonly();

/** One property of a form: the JSON Schema 2020-12 subset that the renderer draws, with `x-` hints. */
export const formFieldSchema = z
  .object({
    type: z.enum(['string', 'integer', 'number', 'boolean']),
    title: z.string(),
    description: z.string().optional(),
    format: z.enum(['date', 'email', 'phone', 'textarea', 'place']).optional(),
    /** For choices: values and their French labels. */
    oneOf: z.array(z.object({ const: z.string(), title: z.string() }).readonly()).readonly().optional(),
    minLength: z.int().optional(),
    maxLength: z.int().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    pattern: z.string().optional(),
    'x-visible-when': visibleWhenSchema.optional(),
    /** Fills itself from the person: a path of Citizen, e.g. `address.label`. */
    'x-prefill': z.string().optional(),
  })
  .readonly();
export type FormField = z.infer<typeof formFieldSchema>;

export const formSchema = z
  .object({
    $schema: z.literal('https://json-schema.org/draft/2020-12/schema'),
    type: z.literal('object'),
    properties: z.record(z.string(), formFieldSchema),
    required: z.array(z.string()).readonly().optional(),
    'x-order': z.array(z.string()).readonly(),
  })
  .readonly();
export type FormSchema = z.infer<typeof formSchema>;

export const requiredDocumentSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    hint: z.string().optional(),
    mandatory: z.boolean(),
    /** `seen`: shown at the desk, no copy may be kept. */
    keep: z.enum(['copy', 'seen']),
    validityMonths: z.int().positive().optional(),
    'x-visible-when': visibleWhenSchema.optional(),
  })
  .readonly();
export type RequiredDocument = z.infer<typeof requiredDocumentSchema>;

export const departmentSchema = z
  .object({
    code: z.string(),
    name: z.string(),
    postalAddress: z.string(),
    phone: z.string(),
    email: z.email().optional(),
  })
  .readonly();
export type Department = z.infer<typeof departmentSchema>;

export const silenceRuleSchema = z
  .object({
    effect: z.enum(['acceptance', 'rejection', 'none', 'unknown']),
    months: z.int().positive().optional(),
    legalBasis: z.string(),
    validFrom: isoDaySchema,
    approvedBy: z.string(),
  })
  .readonly();

/** An immutable version of a démarche. */
export const procedureSchema = z
  .object({
    code: z.string().regex(/^[a-z0-9-]{2,40}$/),
    version: z.int().positive(),
    title: z.string(),
    /** Words agents type to find it: everyday synonyms. */
    keywords: z.array(z.string()).readonly(),
    departmentCode: z.string(),
    channels: z.array(channelSchema).readonly(),
    /** Who asks: a person is needed, may be left out (a danger in the street), or is never asked. */
    applicant: z.enum(['required', 'optional']),
    /** Asks for the persons concerned (the child who is enrolled), with the word to show. */
    beneficiary: z.object({ label: z.string(), required: z.boolean() }).readonly().optional(),
    representativeAllowed: z.boolean(),
    form: formSchema,
    documents: z.array(requiredDocumentSchema).readonly(),
    /** Time allowed for missing documents (CRPA L.114-5); with none, no acknowledgement of an incomplete demande can be made. */
    documentsWithinDays: z.int().positive().max(365).optional(),
    silence: silenceRuleSchema,
    /** Amount due shown, never cashed here. */
    fee: z.object({ label: z.string(), cents: z.int().nonnegative().optional() }).readonly().optional(),
  })
  .readonly();
export type Procedure = z.infer<typeof procedureSchema>;
