const PAPERS: Record<string, string> = {
  'KCC-2012':
    'Kent County Council, Specialist Children’s Services Policy Overview and Scrutiny Committee, budget monitoring for quarter 3 of 2011/12, 22 March 2012 (KCC-2012)',
  'KCC-2014': 'Kent County Council, Sufficiency Strategy update, 9 July 2014 (KCC-2014)',
  'KCC-2019': 'Kent County Council, Sufficiency Strategy 2019–2022 (KCC-2019)',
  demonstration: 'demonstration data, made up',
};

/** The paper behind a stored source code; what is no code of a paper is its own description. */
export function sourceLabel(source: string): string {
  return PAPERS[source] ?? source;
}
