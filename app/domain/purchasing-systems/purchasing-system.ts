export const SYSTEM_KINDS = ['dps', 'dynamic_market', 'open_framework', 'framework', 'block'] as const;
export type SystemKind = (typeof SYSTEM_KINDS)[number];

export const REGIMES = ['pcr_2015', 'pa_2023'] as const;
export type Regime = (typeof REGIMES)[number];

/** The law that a kind belongs to; frameworks and block contracts may be let under either. */
export const REGIMES_OF: Record<SystemKind, readonly [Regime, ...Regime[]]> = {
  dps: ['pcr_2015'],
  dynamic_market: ['pa_2023'],
  open_framework: ['pa_2023'],
  framework: ['pa_2023', 'pcr_2015'],
  block: ['pa_2023', 'pcr_2015'],
};

export type SystemStatus = 'draft' | 'published' | 'open' | 'closed' | 'ended';

export const KIND_LABELS: Record<string, string> = {
  dps: 'Dynamic purchasing system',
  dynamic_market: 'Dynamic market',
  open_framework: 'Open framework',
  framework: 'Framework',
  block: 'Block contract',
};

export const REGIME_LABELS: Record<string, string> = {
  pcr_2015: 'Public Contracts Regulations 2015',
  pa_2023: 'Procurement Act 2023',
};

export const SYSTEM_STATUS: Record<string, { label: string; tone: 'good' | 'warning' | 'neutral' }> = {
  draft: { label: 'Draft', tone: 'neutral' },
  published: { label: 'Published, not yet open', tone: 'warning' },
  open: { label: 'Open to applications', tone: 'good' },
  closed: { label: 'Closed to new applicants', tone: 'neutral' },
  ended: { label: 'Ended', tone: 'neutral' },
};

export const TAKES_APPLICATIONS = ['always', 'in_rounds'] as const;

export const OFSTED_RULES = ['none', 'not_inadequate', 'good_or_better'] as const;

export const OFSTED_RULE_LABELS: Record<string, string> = {
  none: 'Any judgement',
  not_inadequate: 'Not inadequate',
  good_or_better: 'Good or better',
};

export const PRICE_MODEL_LABELS: Record<string, string> = {
  age_band_by_need_level: 'Weekly fee by age and level of need',
  package: 'Weekly fee by package',
  support_hours: 'Weekly fee with support hours',
};

export const ADMISSION_STATUS: Record<string, { label: string; tone: 'good' | 'warning' | 'neutral' | 'bad' }> = {
  pending: { label: 'Applied', tone: 'warning' },
  active: { label: 'Admitted', tone: 'good' },
  suspended: { label: 'Suspended', tone: 'bad' },
  ended: { label: 'Ended', tone: 'neutral' },
};
