import { sql, type RawBuilder } from 'kysely';
import type { Scope } from '#shared/domain/desk/rights.ts';

/**
 * Condition on a row `c` of the changes: what a desk of this scope is sent. What is gone is told to every desk, which may hold it
 * from before.
 */
export function changesWithin({ procedures, departments }: Scope): RawBuilder<unknown> {
  const limited = [
    ...(procedures === null ? [] : [sql`m.procedure_code in ${codes(procedures)}`]),
    ...(departments === null ? [] : [sql`m.department_code in ${codes(departments)}`]),
  ];
  if (limited.length === 0) return sql``;
  return sql`and (c.topic not in ('requests', 'procedures', 'mail-items') or c.gone_at is not null or exists (
    select 1 from (
      select r.body ->> 'procedureCode' as procedure_code, r.body ->> 'departmentCode' as department_code from requests r where c.topic = 'requests' and r.id = c.id
      union all
      select v.code, v.body ->> 'departmentCode' from procedures v where c.topic = 'procedures' and v.code = c.id and not v.withdrawn
      union all
      select null, jsonb_array_elements_text(i.body -> 'copyTo' || jsonb_build_array(i.body -> 'departmentCode')) from mail_items i where c.topic = 'mail-items' and i.id = c.id
    ) m where ${sql.join(limited, sql` and `)}))`;
}

function codes(list: readonly string[]): RawBuilder<unknown> {
  return sql`(select jsonb_array_elements_text(${JSON.stringify(list)}::jsonb))`;
}
