import { z } from 'zod';
import { referenceSchema } from '#shared/domain/desk/reference.ts';
import { scopeSchema } from '#shared/domain/desk/rights.ts';
import { clerkSchema, townSchema } from '#shared/domain/desk/town.ts';
import { departmentSchema, procedureSchema } from '#shared/domain/procedure/procedure.ts';

const clerkEntrySchema = z
  .object({
    ...clerkSchema.unwrap().shape,
    /** Needed for somebody new; it may be taken out of the file afterwards. */
    pin: z.string().regex(/^\d{4,12}$/).optional(),
    ...scopeSchema.unwrap().shape,
  })
  .readonly();
export type ClerkEntry = z.infer<typeof clerkEntrySchema>;

/**
 * What a town publishes, whole: what a later file leaves out is withdrawn. A version of a procedure never changes; its
 * successor has a higher one.
 */
export const townFileSchema = z
  .object({
    town: townSchema,
    departments: z.array(departmentSchema).min(1).readonly(),
    procedures: z.array(procedureSchema).readonly(),
    reference: referenceSchema,
    /** Three digits, in every number of a desk; only while no desk is enrolled. */
    site: z.string().regex(/^\d{3}$/).optional(),
    /** Left out: those who sign in stay as they are. */
    clerks: z.array(clerkEntrySchema).min(1).readonly().optional(),
  })
  .refine(({ departments, procedures }) => procedures.every(({ departmentCode }) => departments.some(({ code }) => code === departmentCode)), {
    path: ['procedures'],
    error: 'a procedure names a department that the file does not have',
  })
  .refine(({ procedures }) => new Set(procedures.map(({ code }) => code)).size === procedures.length, {
    path: ['procedures'],
    error: 'a procedure is published in one version at a time',
  })
  .readonly();
export type TownFile = z.infer<typeof townFileSchema>;
