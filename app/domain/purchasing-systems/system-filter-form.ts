import { z } from 'zod';
import { ACCOMMODATION_SLUGS, accommodationBySlug } from '../services/accommodation.ts';

const STATUSES = ['published', 'open', 'closed', 'ended'] as const;

/** What the list's address asks for; what it does not know is left out. */
const SystemFilter = z.object({
  type: z.enum(ACCOMMODATION_SLUGS).optional().catch(undefined),
  status: z.enum(STATUSES).optional().catch(undefined),
});
type SystemFilter = z.output<typeof SystemFilter>;

export const systemFilter = (address: URLSearchParams): SystemFilter =>
  SystemFilter.parse({ type: address.get('type'), status: address.get('status') });

export const toSystemsWanted = ({ type, status }: SystemFilter) => ({
  accommodationType: type && accommodationBySlug(type).code,
  status,
});
