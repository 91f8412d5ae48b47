/** What providers of the demonstration answer to the library's questions, by position; 0 for the others. */
export const ANSWER_TEXTS: Readonly<Record<number, readonly string[]>> = {
  0: ['We review this every year with our board, and set out what we do in our statement of purpose.'],
  15: [
    'A safeguarding lead is on call at every hour. Each child has a plan for the risks that they live with, reviewed with them each month. We learn from every time a child goes missing: the return interview is read by the manager within a day, and what we learn is talked through in supervision.',
    'We train everyone in exploitation, self harm and online safety in their first month and again each year. Incidents are read by someone outside the service every week. Last year this showed that most missing episodes began on Friday evenings; we changed the rota, and they fell by half.',
  ],
  23: [
    'Each child’s plan says what they, their social worker and we want for them in the next six months. Of the children who lived with us last year, four in five improved their attendance at school and nine in ten were registered with a dentist within a month.',
    'We measure attendance, health checks, contact with family and friends, and what children say of their own wellbeing, at the start and each quarter. Two thirds of those who left last year moved to a family or to a place of their own as planned.',
  ],
  24: [
    'Children chair the monthly meeting and its notes hang in the kitchen with what was done about each point. Two young people sit on the panel that interviews staff.',
    'A council of young people meets the directors each quarter. It asked for later bedtimes at weekends and a say in the food budget: both came.',
  ],
  26: [
    'Two apprenticeships a year for care leavers, and the living wage for everyone. We buy food and repairs from firms within ten miles.',
    'Three work placements a year for care leavers, with a mentor; one became a permanent post last year. Our cars are electric from next year.',
  ],
};
