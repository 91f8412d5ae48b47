export const FIRST_NAMES = [
  ...['Abena', 'Adewale', 'Agnieszka', 'Aisha', 'Alan', 'Amrit', 'Andrea', 'Anjali', 'Bethan', 'Blessing', 'Bogdan'],
  ...['Caitlin', 'Carmen', 'Chidi', 'Claire', 'Daniel', 'Deborah', 'Dilys', 'Elif', 'Emeka', 'Esther', 'Fatima'],
  ...['Femi', 'Fiona', 'Gareth', 'Grace', 'Hanna', 'Helen', 'Ibrahim', 'Imran', 'Ines', 'Jasmin', 'Joanne', 'Kamal'],
  ...['Karolina', 'Kwame', 'Leanne', 'Linh', 'Lorraine', 'Marcus', 'Maria', 'Mei', 'Moira', 'Nadia', 'Nasreen'],
  ...['Nathan', 'Olga', 'Oluwaseun', 'Patrick', 'Priya', 'Rachel', 'Rajesh', 'Roisin', 'Ruth', 'Samira', 'Sandeep'],
  ...['Shanice', 'Simon', 'Siobhan', 'Stelios', 'Tariq', 'Thandiwe', 'Tomasz', 'Valentina', 'Winston', 'Yasmin'],
  ...['Yusuf', 'Zainab', 'Zoe'],
] as const;

export const SURNAMES = [
  ...['Abbott', 'Adeyemi', 'Ahmed', 'Akhtar', 'Asante', 'Bailey', 'Baptiste', 'Begum', 'Bennett', 'Boateng'],
  ...['Campbell', 'Chaudhry', 'Chen', 'Clarke', 'Costa', 'Davies', 'Demir', 'Dhillon', 'Edwards', 'Eze', 'Fernandes'],
  ...['Fletcher', 'Georgiou', 'Gill', 'Grant', 'Haddad', 'Harris', 'Hossain', 'Hughes', 'Iqbal', 'Ivanova', 'Jones'],
  ...['Kaur', 'Kelly', 'Khan', 'Kowalska', 'Lawal', 'Lewis', 'Lindqvist', 'Mahmood', 'Mbeki', 'McKenna', 'Mensah'],
  ...['Moreno', 'Morris', 'Murphy', 'Ncube', 'Nguyen', 'Novak', 'Nwosu', 'Okafor', 'Osei', 'Owen', 'Palmer', 'Patel'],
  ...['Popescu', 'Rahman', 'Reid', 'Rossi', 'Sandhu', 'Santos', 'Sharma', 'Silva', 'Singh', 'Smith', 'Tadesse'],
  ...['Thomas', 'Tran', 'Turner', 'Walker', 'Wang', 'Williams', 'Yilmaz', 'Zielinski'],
] as const;
