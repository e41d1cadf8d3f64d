export const LEAD_SOURCES = [
  'Web',
  'Webinar',
  'Phone Inquiry',
  'Partner Referral',
  'Trade Show',
  'Purchased List',
  'Other',
];
export const INDUSTRIES = [
  'Agriculture',
  'Banking',
  'Biotechnology',
  'Consulting',
  'Education',
  'Energy',
  'Engineering',
  'Healthcare',
  'Manufacturing',
  'Media',
  'Restaurants',
  'Retail',
  'Technology',
  'Transportation',
];
export const STAGES = [
  'Prospecting',
  'Qualification',
  'Discovery',
  'Proposal',
  'Negotiation',
  'Closed Won',
  'Closed Lost',
];
