import type { Step } from '../domain/purchasing-systems/system-status.ts';

interface StepWords {
  title: string;
  when: string;
  button: string;
  /** The notice afterwards. */
  done: string;
  consequences: (system: { kind: string; takesApplications: string }) => string[];
}

/** What each step does, said before it is taken. */
export const STEP_WORDS: Record<Step, StepWords> = {
  publish: {
    title: 'Publish this purchasing system?',
    when: 'When you publish it:',
    button: 'Publish purchasing system',
    done: 'Published: anyone can read it. Open it when you take applications',
    consequences: ({ kind }) => [
      'anyone can read its page, without an account',
      'its kind, its law, its dates, when it takes applications, the working days to decide and the terms of its lots stand from then on; its end moves by an extension alone',
      ...(kind === 'dynamic_market'
        ? [
            'its conditions of membership (selection questions, required documents, Ofsted rules, how to join, the description of each lot, the documents shown with it) never change again: Procurement Act 2023, section 36',
          ]
        : []),
      'no provider can apply until you open it',
    ],
  },
  open: {
    title: 'Open it to applications?',
    when: 'When you open it:',
    button: 'Open to applications',
    done: 'Open: providers can apply to its lots',
    consequences: ({ takesApplications }) => [
      takesApplications === 'in_rounds'
        ? 'providers can apply to its lots while a round is open'
        : 'providers can apply to its lots from now on',
      'each application starts the clock of working days to decide on it',
    ],
  },
  close: {
    title: 'Close it to new applicants?',
    when: 'When you close it:',
    button: 'Close to new applicants',
    done: 'Closed to new applicants',
    consequences: ({ kind }) => [
      'no provider can apply; applications that were sent are still decided',
      'providers that are admitted stay, and members go on buying at their prices',
      ...(kind === 'dps'
        ? [
            'the law keeps it open throughout its life, unless it is run under the light-touch regime: you can open it again',
          ]
        : ['it cannot be opened again']),
    ],
  },
  end: {
    title: 'End this purchasing system?',
    when: 'When you end it:',
    button: 'End purchasing system',
    done: 'Ended',
    consequences: () => [
      'nobody buys a place under it any more; children placed already stay, at the prices agreed for them',
      'no provider can apply, and its prices leave every search',
      'the providers admitted to it, those that wait to be, and its members are told by e-mail',
      'it cannot be opened again',
    ],
  },
};
