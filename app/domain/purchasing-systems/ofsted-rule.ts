export type OfstedRule = 'none' | 'not_inadequate' | 'good_or_better';
