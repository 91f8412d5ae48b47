import { z } from 'zod';
import { ACCOMMODATION_SLUGS } from '../services/accommodation.ts';
import { ROUTES } from './routes-of-purchase.ts';

// What the address asks for. Anything else becomes undefined: the page shows its default and says so.

const Type = z
  .enum([...ACCOMMODATION_SLUGS, 'all'])
  .optional()
  .catch(undefined);

/** ?type= of spot and framework. */
export const SpotAndFrameworkQuery = z.object({ type: Type });

/** "2011-12" → 2011. */
const FinancialYear = z
  .string()
  .regex(/^(19|20)\d\d-\d\d$/)
  .transform((text) => ({ start: Number(text.slice(0, 4)), end: Number(text.slice(5)) }))
  .refine(({ start, end }) => (start + 1) % 100 === end)
  .transform(({ start }) => start)
  .optional()
  .catch(undefined);

/** "fostering-in_house" → fostering, in_house. */
const Line = z
  .string()
  .transform((text) => text.split('-'))
  .pipe(z.tuple([z.enum(ACCOMMODATION_SLUGS), z.enum(ROUTES)]))
  .transform(([type, route]) => ({ type, route }))
  .optional()
  .catch(undefined);

/** ?year= and ?line= of the variance. */
export const VarianceQuery = z.object({ year: FinancialYear, line: Line });
