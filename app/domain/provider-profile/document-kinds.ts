/** Documents that authorities ask providers for; each is uploaded once and used in every application. */
export const DOCUMENT_KINDS = [
  { code: 'public_liability_insurance', label: 'Public liability insurance', expires: true },
  { code: 'employers_liability_insurance', label: 'Employer’s liability insurance', expires: true },
  { code: 'professional_indemnity_insurance', label: 'Professional indemnity insurance', expires: true },
  { code: 'ofsted_registration', label: 'Ofsted registration certificate', expires: false },
  { code: 'statement_of_purpose', label: 'Statement of purpose', expires: true },
  { code: 'safeguarding_policy', label: 'Safeguarding policy', expires: true },
  { code: 'safer_recruitment_policy', label: 'Safer recruitment policy', expires: true },
  { code: 'business_continuity_plan', label: 'Business continuity plan', expires: true },
  { code: 'data_protection_registration', label: 'Registration with the Information Commissioner', expires: true },
  { code: 'accounts', label: 'Last filed accounts', expires: false },
  { code: 'other', label: 'Other', expires: false },
] as const;

export type DocumentKind = (typeof DOCUMENT_KINDS)[number]['code'];

export const DOCUMENT_KIND_CODES = DOCUMENT_KINDS.map(({ code }) => code);

const LABELS = new Map<string, string>(DOCUMENT_KINDS.map(({ code, label }) => [code, label]));

export const documentKindLabel = (code: string): string => LABELS.get(code) ?? code;

/** Those that a purchasing system can require: of the kind "other" nobody knows what they are. */
export const REQUIRABLE_DOCUMENTS = DOCUMENT_KINDS.filter(({ code }) => code !== 'other');
