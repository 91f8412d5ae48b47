import { z } from 'zod';
import { wholeNumber } from '../lib/form-fields.ts';

const MOST_PAGES = 10_000;

/** Of a list that comes a page at a time. */
export const pageParameters = () =>
  z.object({
    page: wholeNumber({ name: 'Page', missing: 'Enter a page', least: 1, most: MOST_PAGES })
      .default(1)
      .meta({ description: 'From 1; a page past the end is answered by the last' }),
  });

const link = z.string().nullable();

/** What a page of a list says of itself. */
export const pageFields = {
  page: z.int(),
  pageSize: z.int(),
  total: z.int(),
  links: z.strictObject({ next: link, prev: link }).meta({ description: 'Addresses of the pages beside this one' }),
};

/** `address` gives the address of another page. */
export function pageFieldsOf(
  { page, pageSize, total }: { page: number; pageSize: number; total: number },
  address: (page: number) => string,
) {
  const links = {
    next: page * pageSize < total ? address(page + 1) : null,
    prev: page > 1 ? address(page - 1) : null,
  };
  return { page, pageSize, total, links };
}
