import { z } from 'zod';
import { answersForm } from '../selection-questions/answer-form.ts';
import type { Question } from '../selection-questions/selection-question.ts';

/** Answers of one topic; each may wait. `version` is what the form was filled from. */
export const profileAnswersForm = (questions: readonly Question[]) =>
  answersForm(questions, { mode: 'draft', documents: [] }).extend({
    version: z.string({ error: 'Load the page again' }).max(40, 'Load the page again'),
  });
