export const APPLICANT_KINDS = ['provider', 'authority'] as const;
export type ApplicantKind = (typeof APPLICANT_KINDS)[number];

export const APPLICANT_KIND_LABELS: Record<ApplicantKind, string> = {
  provider: 'Provider',
  authority: 'Local authority',
};

export type ApplicationStatus = 'waiting' | 'admitted' | 'refused';

export const APPLICATION_STATUS_LABELS: Record<ApplicationStatus, string> = {
  waiting: 'Waiting',
  admitted: 'Admitted',
  refused: 'Refused',
};

/** What somebody enters who applies for their organisation. */
export interface NewApplication {
  kind: ApplicantKind;
  name: string;
  onsCode: string | null;
  companyNumber: string | null;
  charityNumber: string | null;
  /** Ofsted's unique reference numbers of the services it says it runs. */
  urns: string[];
  applicantName: string;
  applicantEmail: string;
}
