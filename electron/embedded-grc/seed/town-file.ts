import { z } from 'zod';
import { referenceSchema } from '#shared/domain/desk/reference.ts';
import { townSchema } from '#shared/domain/desk/town.ts';
import { departmentSchema, procedureSchema } from '#shared/domain/procedure/procedure.ts';

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
