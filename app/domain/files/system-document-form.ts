import { z } from 'zod';
import { formKey, line } from '../../lib/form-fields.ts';

/** A document of a purchasing system, apart from its file. */
export const NewSystemDocument = z.object({ key: formKey, title: line('The title', 'Enter a title', 160) });
export type NewSystemDocumentInput = z.output<typeof NewSystemDocument>;
export type NewSystemDocumentFields = z.input<typeof NewSystemDocument>;

export const DocumentRemoval = z.object({ document: z.uuid('Choose a document') });
