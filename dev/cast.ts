/** The people of the world: the same in seeds, tests, demo and screenshots. Their password works in the world only. */
export const password = "interview";

export interface CompanySeed {
  name: string;
  slug: string;
  zone: string;
  members: { name: string; email: string; role: "admin" | "recruiter" | "agency" }[];
}

export const companies: CompanySeed[] = [
  {
    name: "Acme",
    slug: "acme",
    zone: "Europe/Berlin",
    members: [
      { name: "Ada Nowak", email: "ada@acme.example", role: "admin" },
      { name: "Rui Santos", email: "rui@acme.example", role: "recruiter" },
      { name: "Agnes Dubois", email: "agnes@agency.example", role: "agency" },
    ],
  },
  {
    name: "Globex",
    slug: "globex",
    zone: "America/Chicago",
    members: [{ name: "Gil Moreau", email: "gil@globex.example", role: "admin" }],
  },
];

export const service = [
  { name: "Olga Petrova", email: "olga@interviewvector.example", role: "operator" },
  { name: "Aud Nilsen", email: "aud@interviewvector.example", role: "auditor" },
] as const;

export interface ExpertSeed {
  name: string;
  email: string;
  zone: string;
  employers: string[];
  languages: string[];
  skills: { skill: string; level: number }[];
  /** Wall-clock hours on weekdays, in the expert's zone. */
  hours: { from: number; to: number };
}

const all = (level: number) =>
  [
    "TypeScript",
    "Node.js",
    "PostgreSQL",
    "System design",
    "React",
    "CSS",
    "Python",
    "SQL",
    "Data modelling",
    "Testing",
  ].map((skill) => ({ skill, level }));

export const experts: ExpertSeed[] = [
  {
    name: "Esra Demir",
    email: "esra@experts.example",
    zone: "Europe/Istanbul",
    employers: ["Hepsiburada"],
    languages: ["en", "tr"],
    skills: all(4),
    hours: { from: 9, to: 18 },
  },
  {
    name: "Ken Tanaka",
    email: "ken@experts.example",
    zone: "Asia/Tokyo",
    employers: ["Mercari"],
    languages: ["en", "ja"],
    skills: all(3),
    hours: { from: 10, to: 19 },
  },
  {
    name: "Priya Raman",
    email: "priya@experts.example",
    zone: "Asia/Kolkata",
    employers: ["Flipkart"],
    languages: ["en", "hi"],
    skills: all(4),
    hours: { from: 9, to: 20 },
  },
  {
    name: "Liam O'Brien",
    email: "liam@experts.example",
    zone: "America/New_York",
    employers: ["Etsy"],
    languages: ["en"],
    skills: all(4),
    hours: { from: 8, to: 17 },
  },
];
